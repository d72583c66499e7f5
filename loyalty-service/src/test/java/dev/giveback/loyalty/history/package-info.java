@NullMarked
package dev.giveback.loyalty.history;

import org.jspecify.annotations.NullMarked;
