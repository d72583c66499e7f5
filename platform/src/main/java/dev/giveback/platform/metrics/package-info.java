/** Meters of the process, and the small HTTP port that shows them together with liveness and readiness. */
@NullMarked
package dev.giveback.platform.metrics;

import org.jspecify.annotations.NullMarked;
