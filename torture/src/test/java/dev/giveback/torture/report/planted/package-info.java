/** What the architecture test must catch. */
@NullMarked
package dev.giveback.torture.report.planted;

import org.jspecify.annotations.NullMarked;
