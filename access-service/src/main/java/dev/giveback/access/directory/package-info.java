/** The read model: keys, acts and approvals as lists. It follows the journal and is a moment behind it. */
@NullMarked
package dev.giveback.access.directory;

import org.jspecify.annotations.NullMarked;
