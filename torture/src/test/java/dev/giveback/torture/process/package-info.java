/** Tests of what the suites over processes judge by. */
@NullMarked
package dev.giveback.torture.process;

import org.jspecify.annotations.NullMarked;
