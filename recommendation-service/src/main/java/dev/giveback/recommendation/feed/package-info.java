/** How this node learns what happened: the journal of loyalty-service, followed by every node for itself. */
@NullMarked
package dev.giveback.recommendation.feed;

import org.jspecify.annotations.NullMarked;
