package dev.giveback.feedback.reports;

import java.time.ZoneId;

/**
 * Which invitations a report counts.
 *
 * @param source {@code surveys/{survey}}
 * @param startMillis sent at this time or later
 * @param endMillis sent before this
 * @param withSimulated whether those that were answered by nobody count too
 * @param zone in which weeks begin
 */
public record ReportQuery(
        String program,
        String source,
        long startMillis,
        long endMillis,
        boolean withSimulated,
        ReportBy by,
        ZoneId zone) {}
