/**
 * What a program's customers are asked and told: one actor a program, and every node knows all of them by the journal's feed.
 */
@NullMarked
package dev.giveback.feedback.outreach;

import org.jspecify.annotations.NullMarked;
