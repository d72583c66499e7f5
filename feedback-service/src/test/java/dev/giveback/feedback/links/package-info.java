/** Tests of this package. */
@NullMarked
package dev.giveback.feedback.links;

import org.jspecify.annotations.NullMarked;
