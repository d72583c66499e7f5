/** How the command line speaks: problems in one line, steps with their time, tables. */
@NullMarked
package dev.giveback.standalone.console;

import org.jspecify.annotations.NullMarked;
