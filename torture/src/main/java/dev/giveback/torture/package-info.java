/** The command that runs the suites, and the list of them. */
@NullMarked
package dev.giveback.torture;

import org.jspecify.annotations.NullMarked;
