/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.access.grpc.planted;

import org.jspecify.annotations.NullMarked;
