@NullMarked
package dev.giveback.loyalty.directory;

import org.jspecify.annotations.NullMarked;
