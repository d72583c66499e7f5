/** Webhooks of programs, as they are asked for: their rules, their actor, and what each node knows of them. */
@NullMarked
package dev.giveback.feedback.hooks;

import org.jspecify.annotations.NullMarked;
