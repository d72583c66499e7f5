@NullMarked
package dev.giveback.platform.rules;

import org.jspecify.annotations.NullMarked;
