/** Recommendations as a service: wiring, settings and the process. */
@NullMarked
package dev.giveback.recommendation;

import org.jspecify.annotations.NullMarked;
