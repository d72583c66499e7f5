/** Where ids and secrets are drawn, and the file with the first one. */
@NullMarked
package dev.giveback.access.secrets;

import org.jspecify.annotations.NullMarked;
