package dev.giveback.standalone.audit;

import java.util.Set;

/**
 * What the service answered about campaigns. Which of the sales that typed the code it let use it is its own to decide, because they
 * race for the last places; the audit takes that from here, and checks everything else about it.
 *
 * @param used invoices that used the code
 * @param refused how many were told that the campaign gives no more
 * @param unknown how many were told that nobody could be asked in time
 * @param drawn how many orders the surprise was drawn for
 */
public record CampaignAnswers(Set<String> used, long refused, long unknown, long drawn) {
    /** The invoices are copied. */
    public CampaignAnswers {
        used = Set.copyOf(used);
    }
}
