/** The service's key and what follows from it: links that nobody can forge, the number that holds a customer out, secrets of webhooks. */
@NullMarked
package dev.giveback.feedback.links;

import org.jspecify.annotations.NullMarked;
