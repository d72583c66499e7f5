@NullMarked
package dev.giveback.loyalty.contract;

import org.jspecify.annotations.NullMarked;
