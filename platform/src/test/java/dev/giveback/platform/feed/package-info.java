@NullMarked
package dev.giveback.platform.feed;

import org.jspecify.annotations.NullMarked;
