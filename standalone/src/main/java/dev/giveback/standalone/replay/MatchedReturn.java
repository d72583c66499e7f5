package dev.giveback.standalone.replay;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a return was found to return.
 *
 * @param refunds for each order, newest first, the quantity of each of its lines
 * @param lines what became of each line of the return
 */
record MatchedReturn(Map<String, SortedMap<Integer, Long>> refunds, List<Line> lines) {
    /**
     * What became of one line of a return.
     *
     * @param known whether the customer had ever bought the product before
     * @param matched quantity found in earlier purchases
     * @param unmatched quantity not found
     * @param unitPriceMinor price of one on the return, in minor units
     */
    record Line(boolean known, long matched, long unmatched, long unitPriceMinor) {}
}
