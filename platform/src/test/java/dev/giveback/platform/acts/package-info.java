/** Tests of what admins do: its journal, its pace and its streams. */
@NullMarked
package dev.giveback.platform.acts;

import org.jspecify.annotations.NullMarked;
