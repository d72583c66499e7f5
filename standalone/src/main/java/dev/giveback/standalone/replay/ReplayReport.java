package dev.giveback.standalone.replay;

import dev.giveback.standalone.audit.Agreement;
import java.util.List;
import java.util.SortedMap;

/**
 * What a replay has done and come to.
 *
 * @param program id of the program
 * @param days how many days of the data; 0 is all
 * @param invoices number of invoices, sales and returns
 * @param saleInvoices number of sales
 * @param returnInvoices number of returns
 * @param refundLines what became of the lines of returns
 * @param calls number of calls: one for each sale, one for each order that a return was matched to, one for each reward
 * @param retries how often any call of the replay was sent again because its outcome was not known, by the client or by the replay
 * @param refused number of calls refused, by reason
 * @param pointsEarned sum over the answers
 * @param pointsTakenBack sum over the answers
 * @param pointsSpent sum over the customers, read back afterwards
 * @param balance sum of the customers' totals, read back afterwards
 * @param changes number of changes that these customers have seen altogether; the same after a repeated run
 * @param seconds from the first call to the last answer
 * @param callsPerSecond the rate
 * @param latency of calls, from the first sending to the answer
 * @param catalogue what became of the file of products
 * @param campaigns what each campaign gave; empty without campaigns
 * @param surveys what the survey came to; empty when it was left out
 * @param check the comparison with the independent sum
 */
public record ReplayReport(
        String program,
        int days,
        long invoices,
        long saleInvoices,
        long returnInvoices,
        RefundLines refundLines,
        long calls,
        long retries,
        SortedMap<String, Long> refused,
        long pointsEarned,
        long pointsTakenBack,
        long pointsSpent,
        long balance,
        long changes,
        double seconds,
        double callsPerSecond,
        Latency latency,
        Catalogue catalogue,
        List<CampaignResult> campaigns,
        List<SurveyResult> surveys,
        Agreement check) {

    /** The lists are copied. */
    public ReplayReport {
        campaigns = List.copyOf(campaigns);
        surveys = List.copyOf(surveys);
    }

    /**
     * What one campaign gave, to all customers of the program.
     *
     * @param campaign its id
     * @param displayName for people
     * @param asked how often a customer of this replay asked: sales that typed the code, rewards to be bought, orders that
     *     the surprise was drawn for
     * @param refused how many of these were told no, by reason
     * @param claimed coupons given so far
     * @param held coupons in customers' hands
     * @param redeemed coupons that orders used
     * @param returned coupons that fell back, were taken back, or expired
     * @param discountMinor what orders saved by them, in minor units (pence)
     * @param limit how many it may give; 0 is no limit
     * @param taken places taken of the limit
     */
    public record CampaignResult(
            String campaign,
            String displayName,
            long asked,
            SortedMap<String, Long> refused,
            long claimed,
            long held,
            long redeemed,
            long returned,
            long discountMinor,
            long limit,
            long taken) {}

    /** Whether everything that was summed independently agrees with what the services say. */
    public boolean agrees() {
        return check.agrees() && surveys.stream().allMatch(SurveyResult::agrees);
    }

    /**
     * What the survey came to. All its answers are simulated.
     *
     * @param survey its id
     * @param sales that were to be asked about
     * @param invited customers who were, for an order each
     * @param notInvited the others, by reason
     * @param answered answers in the report
     * @param score the net promoter score of the report
     * @param low of its interval of 95 %
     * @param high of its interval of 95 %
     * @param given how often each score was handed in, from 0 to 10
     * @param expectedScore the net promoter score of these, summed here
     * @param agrees whether the report counts what was handed in
     */
    public record SurveyResult(
            String survey,
            long sales,
            long invited,
            SortedMap<String, Long> notInvited,
            long answered,
            double score,
            double low,
            double high,
            List<Long> given,
            double expectedScore,
            boolean agrees) {
        /** The counts are copied. */
        public SurveyResult {
            given = List.copyOf(given);
        }
    }

    /**
     * What became of the lines of returns.
     *
     * @param lines number of lines
     * @param matched found in full in earlier purchases
     * @param neverBought nothing: the customer had not bought the product before
     * @param moreThanBought in part or not at all: returned more than was left of earlier purchases
     * @param unmatchedQuantity quantity that was not found
     * @param unmatchedValueMinor its value at the return's prices, in minor units (pence)
     */
    public record RefundLines(
            long lines,
            long matched,
            long neverBought,
            long moreThanBought,
            long unmatchedQuantity,
            long unmatchedValueMinor) {}

    /**
     * What became of the file of products.
     *
     * @param file its name; empty if there is none, or it was left out
     * @param isLeftOut it was not to be imported
     * @param products in it
     * @param added of these, products that were not known
     * @param changed of these, products that are something else now
     */
    public record Catalogue(String file, boolean isLeftOut, long products, long added, long changed) {}

    /** Percentiles in milliseconds. */
    public record Latency(double p50Millis, double p99Millis, double maxMillis) {}
}
