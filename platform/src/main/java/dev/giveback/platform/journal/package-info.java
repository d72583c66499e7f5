/** Where event-sourced actors keep their events: the tables, the settings and the writer of the journal. */
@NullMarked
package dev.giveback.platform.journal;

import org.jspecify.annotations.NullMarked;
