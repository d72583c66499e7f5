/** Files of exported events on this machine: fetched, sent, and told as text. */
@NullMarked
package dev.giveback.standalone.archive;

import org.jspecify.annotations.NullMarked;
