/** Tells of changes of keys as they happen, on this node and on others. */
@NullMarked
package dev.giveback.access.changes;

import org.jspecify.annotations.NullMarked;
