/** What was shown to customers, and what came of it: lists and outcomes in tables, the reader that finds outcomes, and the report. */
@NullMarked
package dev.giveback.recommendation.outcomes;

import org.jspecify.annotations.NullMarked;
