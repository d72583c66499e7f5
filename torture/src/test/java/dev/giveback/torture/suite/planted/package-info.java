/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.suite.planted;

import org.jspecify.annotations.NullMarked;
