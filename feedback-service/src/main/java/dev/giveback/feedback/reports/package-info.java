/** What surveys came to: shares and scores with their intervals, by groups, and whether those who were asked came back more often. */
@NullMarked
package dev.giveback.feedback.reports;

import org.jspecify.annotations.NullMarked;
