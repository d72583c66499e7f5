@NullMarked
package dev.giveback.loyalty.shadow;

import org.jspecify.annotations.NullMarked;
