/** A feed of another service, read once in the cluster, with the place in it saved along with what came of it in the table {@code feed_progress}. */
@NullMarked
package dev.giveback.platform.tail;

import org.jspecify.annotations.NullMarked;
