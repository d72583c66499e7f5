/** The services behind the gateway, as a caller over the network meets them. */
@NullMarked
package dev.giveback.standalone.endtoend;

import org.jspecify.annotations.NullMarked;
