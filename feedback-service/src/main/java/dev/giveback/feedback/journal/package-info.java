/** How events are stored: protobuf in rows that are chained by a hash. */
@NullMarked
package dev.giveback.feedback.journal;

import org.jspecify.annotations.NullMarked;
