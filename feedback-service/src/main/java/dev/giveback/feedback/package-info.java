/** Asking and telling: the service as a whole, its settings and its process. */
@NullMarked
package dev.giveback.feedback;

import org.jspecify.annotations.NullMarked;
