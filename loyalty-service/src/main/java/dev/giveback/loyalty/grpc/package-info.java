/** What the gRPC adapters of this service share. */
@NullMarked
package dev.giveback.loyalty.grpc;

import org.jspecify.annotations.NullMarked;
