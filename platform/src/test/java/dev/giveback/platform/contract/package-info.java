@NullMarked
package dev.giveback.platform.contract;

import org.jspecify.annotations.NullMarked;
