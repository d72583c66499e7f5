@NullMarked
package dev.giveback.loyalty.program;

import org.jspecify.annotations.NullMarked;
