/** Events on their way to webhooks: read from loyalty-service's journal, kept in order of each customer, called, tried again, given up. */
@NullMarked
package dev.giveback.feedback.deliveries;

import org.jspecify.annotations.NullMarked;
