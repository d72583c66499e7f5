/** The load generator: closed and open loops of unary calls over grpc-netty, and what they count. */
@NullMarked
package dev.giveback.benchmark.load;

import org.jspecify.annotations.NullMarked;
