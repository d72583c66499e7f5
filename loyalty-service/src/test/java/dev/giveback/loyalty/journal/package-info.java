@NullMarked
package dev.giveback.loyalty.journal;

import org.jspecify.annotations.NullMarked;
