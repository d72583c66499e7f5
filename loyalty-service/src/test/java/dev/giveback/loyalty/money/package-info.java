@NullMarked
package dev.giveback.loyalty.money;

import org.jspecify.annotations.NullMarked;
