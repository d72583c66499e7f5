/** All of Giveback in one JVM, and the giveback command line. */
@NullMarked
package dev.giveback.standalone;

import org.jspecify.annotations.NullMarked;
