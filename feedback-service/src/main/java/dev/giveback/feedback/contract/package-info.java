/** A refusal as a status: the one place where the reasons of this service become codes. */
@NullMarked
package dev.giveback.feedback.contract;

import org.jspecify.annotations.NullMarked;
