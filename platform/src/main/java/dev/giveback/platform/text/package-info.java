/** How texts that people type are compared. Pure: the same in every service, and at the front door. */
@NullMarked
package dev.giveback.platform.text;

import org.jspecify.annotations.NullMarked;
