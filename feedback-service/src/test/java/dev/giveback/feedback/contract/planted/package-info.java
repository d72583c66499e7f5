/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.feedback.contract.planted;

import org.jspecify.annotations.NullMarked;
