/** Classes that break the rules of the package, for the test of the rules. */
@NullMarked
package dev.giveback.recommendation.feed.planted;

import org.jspecify.annotations.NullMarked;
