/** The whole service over gRPC on a real PostgreSQL, and the rules about its packages. */
@NullMarked
package dev.giveback.loyalty;

import org.jspecify.annotations.NullMarked;
