@NullMarked
package dev.giveback.loyalty.seal;

import org.jspecify.annotations.NullMarked;
