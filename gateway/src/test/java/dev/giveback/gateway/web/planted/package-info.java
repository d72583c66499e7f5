/** What the architecture test of the pages must catch. */
@NullMarked
package dev.giveback.gateway.web.planted;

import org.jspecify.annotations.NullMarked;
