package dev.giveback.standalone.audit;

import java.util.Set;

/**
 * What the service answered to the sales that typed the code. Which of them it let use the code is its own to decide, because they race
 * for the last places; the audit takes that from here, and checks everything else about it.
 *
 * @param used invoices that used the code
 * @param refused how many were told that the campaign gives no more
 * @param unknown how many were told that nobody could be asked in time
 */
public record CodeAnswers(Set<String> used, long refused, long unknown) {
    /** The invoices are copied. */
    public CodeAnswers {
        used = Set.copyOf(used);
    }
}
