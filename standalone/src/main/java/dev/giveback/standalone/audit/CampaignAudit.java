package dev.giveback.standalone.audit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The independent account of the replay's campaigns: own prices, own rounding, own book of who holds a reward.
 *
 * <p>Every second sale of 20 pounds or more types the code. At most 500 may use it; it takes off a tenth of what the sale still
 * costs, rounded down to the penny. A customer who has 1,000 points or more after a sale, and no reward, spends 1,000 on one; it takes
 * 10 pounds off the next sale of 20 pounds or more, before the code. Each discount is spread over the lines by largest remainder.
 */
final class CampaignAudit {
    /** The campaign of the code. */
    static final String CODE = "thanks";
    /** The campaign of the rewards. */
    static final String REWARD = "ten-pounds";

    private static final int CODE_LIMIT = 500;
    private static final BigDecimal MINIMUM = new BigDecimal("20");
    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final BigDecimal REWARD_OFF = new BigDecimal("10");
    private static final long REWARD_PRICE = 1_000;

    private final CampaignAnswers answers;
    private final Set<String> rewardHolders = new HashSet<>();
    private final Set<String> usedAndTyped = new HashSet<>();
    private final SortedMap<String, CampaignFigures> figures = new TreeMap<>();
    private long largeSales;
    private long typed;
    private long sales;

    CampaignAudit(CampaignAnswers answers) {
        this.answers = answers;
        figures.put(CODE, CampaignFigures.NONE);
        figures.put(REWARD, CampaignFigures.NONE);
    }

    /** What is paid for each line of a sale in money. */
    List<BigDecimal> paid(String invoice, String customer, List<BigDecimal> list) {
        sales++;
        if (LargestRemainder.sum(list).compareTo(MINIMUM) < 0) {
            return list;
        }
        List<BigDecimal> left = rewardHolders.remove(customer) ? less(REWARD, REWARD_OFF, list) : list;
        largeSales++;
        if (largeSales % 2 != 0) {
            return left;
        }
        typed++;
        if (!answers.used().contains(invoice)) {
            return left;
        }
        usedAndTyped.add(invoice);
        return less(CODE, LargestRemainder.sum(left).multiply(TENTH).setScale(2, RoundingMode.FLOOR), left);
    }

    private List<BigDecimal> less(String campaign, BigDecimal off, List<BigDecimal> amounts) {
        BigDecimal pence = off.movePointRight(2);
        figures.merge(campaign, new CampaignFigures(1, pence.longValueExact()), CampaignFigures::plus);
        List<BigDecimal> parts = LargestRemainder.spread(pence, amounts);
        List<BigDecimal> left = new ArrayList<>();
        for (int index = 0; index < amounts.size(); index++) {
            left.add(amounts.get(index).subtract(parts.get(index).movePointLeft(2)));
        }
        return left;
    }

    /** Points that a customer spends right after a sale. */
    long spentAfterSale(String customer, long balance) {
        return balance >= REWARD_PRICE && rewardHolders.add(customer) ? REWARD_PRICE : 0;
    }

    SortedMap<String, CampaignFigures> figures() {
        return figures;
    }

    /** What the service's answers about the code must not say. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        long used = answers.used().size();
        for (String invoice : answers.used()) {
            if (!usedAndTyped.contains(invoice)) {
                findings.add("invoice " + invoice + " used the code and did not type it");
            }
        }
        if (used > CODE_LIMIT) {
            findings.add(used + " invoices used the code (expected: at most " + CODE_LIMIT + ")");
        }
        if (used + answers.refused() + answers.unknown() != typed) {
            findings.add(typed + " invoices typed the code; " + used + " used it, " + answers.refused()
                    + " were refused, of " + answers.unknown() + " nobody knows (expected: no others)");
        }
        if (answers.refused() > 0 && used + answers.unknown() < CODE_LIMIT) {
            findings.add(answers.refused() + " invoices were refused the code when only " + used + " used it");
        }
        if (answers.drawn() != sales) {
            findings.add("the surprise was drawn for " + answers.drawn() + " orders (expected: each of " + sales + ")");
        }
        return findings;
    }
}
