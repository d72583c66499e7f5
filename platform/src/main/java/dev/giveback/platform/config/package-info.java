/** Settings from HOCON files and the environment, read with a type and an expectation. */
@NullMarked
package dev.giveback.platform.config;

import org.jspecify.annotations.NullMarked;
