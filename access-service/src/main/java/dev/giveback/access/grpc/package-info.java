/** The services of access by gRPC: each translates and delegates, none holds a rule. */
@NullMarked
package dev.giveback.access.grpc;

import org.jspecify.annotations.NullMarked;
