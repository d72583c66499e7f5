@NullMarked
package dev.giveback.platform.journal;

import org.jspecify.annotations.NullMarked;
