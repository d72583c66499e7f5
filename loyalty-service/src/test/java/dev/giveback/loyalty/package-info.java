@NullMarked
package dev.giveback.loyalty;

import org.jspecify.annotations.NullMarked;
