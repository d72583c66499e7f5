@NullMarked
package dev.giveback.platform.archive;

import org.jspecify.annotations.NullMarked;
