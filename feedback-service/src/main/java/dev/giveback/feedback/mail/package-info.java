/** What messages say and how e-mail leaves: templates and transports. */
@NullMarked
package dev.giveback.feedback.mail;

import org.jspecify.annotations.NullMarked;
