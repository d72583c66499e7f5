@NullMarked
package dev.giveback.loyalty.archive;

import org.jspecify.annotations.NullMarked;
