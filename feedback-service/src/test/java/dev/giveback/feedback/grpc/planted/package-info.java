/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.grpc.planted;

import org.jspecify.annotations.NullMarked;
