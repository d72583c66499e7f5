/** The command line's view of a running Giveback, through its gateway. */
@NullMarked
package dev.giveback.standalone.client;

import org.jspecify.annotations.NullMarked;
