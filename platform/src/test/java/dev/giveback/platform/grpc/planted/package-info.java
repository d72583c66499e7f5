/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.platform.grpc.planted;

import org.jspecify.annotations.NullMarked;
