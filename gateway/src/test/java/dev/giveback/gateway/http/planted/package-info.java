/** What the architecture test of the pages must catch. */
@NullMarked
package dev.giveback.gateway.http.planted;

import org.jspecify.annotations.NullMarked;
