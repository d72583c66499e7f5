/** Giveback in this process: what suites that need the real services share. */
@NullMarked
package dev.giveback.torture.stack;

import org.jspecify.annotations.NullMarked;
