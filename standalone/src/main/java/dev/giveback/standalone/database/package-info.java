/** A PostgreSQL of our own in the data directory: durable, guarded, brought back when it dies. */
@NullMarked
package dev.giveback.standalone.database;

import org.jspecify.annotations.NullMarked;
