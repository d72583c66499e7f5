@NullMarked
package dev.giveback.loyalty.feed;

import org.jspecify.annotations.NullMarked;
