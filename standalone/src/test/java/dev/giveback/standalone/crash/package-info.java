/** A real standalone under load is killed, and a checker that shares no code with it counts what was lost or doubled. */
@NullMarked
package dev.giveback.standalone.crash;

import org.jspecify.annotations.NullMarked;
