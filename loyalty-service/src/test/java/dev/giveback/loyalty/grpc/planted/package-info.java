/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.loyalty.grpc.planted;

import org.jspecify.annotations.NullMarked;
