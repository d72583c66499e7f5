/** Tests of the figures. */
@NullMarked
package dev.giveback.loyalty.insight;

import org.jspecify.annotations.NullMarked;
