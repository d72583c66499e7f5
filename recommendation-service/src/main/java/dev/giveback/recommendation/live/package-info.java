/** The models of this node, one a program, as they are now. */
@NullMarked
package dev.giveback.recommendation.live;

import org.jspecify.annotations.NullMarked;
