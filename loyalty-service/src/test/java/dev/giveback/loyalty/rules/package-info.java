@NullMarked
package dev.giveback.loyalty.rules;

import org.jspecify.annotations.NullMarked;
