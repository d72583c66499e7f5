/** The loyalty service put together: what is started, in which order, and with which settings. */
@NullMarked
package dev.giveback.loyalty;

import org.jspecify.annotations.NullMarked;
