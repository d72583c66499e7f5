/** What a suite is: the only thing that somebody who adds one must know. */
@NullMarked
package dev.giveback.torture.suite;

import org.jspecify.annotations.NullMarked;
