/** The service's contract: each call is checked, translated and handed on; no rule is here. */
@NullMarked
package dev.giveback.feedback.grpc;

import org.jspecify.annotations.NullMarked;
