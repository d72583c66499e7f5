@NullMarked
package dev.giveback.loyalty.shards;

import org.jspecify.annotations.NullMarked;
