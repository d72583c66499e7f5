/** The whole service over gRPC on a real PostgreSQL. */
@NullMarked
package dev.giveback.loyalty;

import org.jspecify.annotations.NullMarked;
