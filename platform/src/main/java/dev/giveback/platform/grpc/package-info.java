/** gRPC as every service serves and calls it: servers, channels, guards, error details and request validation. */
@NullMarked
package dev.giveback.platform.grpc;

import org.jspecify.annotations.NullMarked;
