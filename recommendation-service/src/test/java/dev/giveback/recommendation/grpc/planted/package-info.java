/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.recommendation.grpc.planted;

import org.jspecify.annotations.NullMarked;
