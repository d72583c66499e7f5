/**
 * The read model of contacts: what was sent and what was not, what is to be sent, answers, follow-ups, rewards and referrals that are due.
 * All of it follows the customers' journals, in the transactions that move its marker, and is told anew when it does not fit them.
 */
@NullMarked
package dev.giveback.feedback.directory;

import org.jspecify.annotations.NullMarked;
