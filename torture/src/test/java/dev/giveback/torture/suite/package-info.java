/** What all suites share, tried by itself. */
@NullMarked
package dev.giveback.torture.suite;

import org.jspecify.annotations.NullMarked;
