package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignDay;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A campaign and what it has come to, for people. */
final class CampaignText {
    private static final int DAYS_SHOWN = 10;

    private CampaignText() {}

    static List<String> lines(Campaign campaign, CampaignReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(campaign.getName() + "  (" + state(campaign) + ", version " + campaign.getVersion() + ")");
        lines.add("");
        lines.add("  gives     " + benefit(campaign.getTerms()));
        lines.add("  how       " + access(campaign));
        lines.add("  limits    " + limits(campaign.getLimits()));
        lines.add("  given     " + grouped(report.getClaimed()) + " claimed: " + grouped(report.getHeld()) + " held, "
                + grouped(report.getRedeemed()) + " redeemed, " + grouped(report.getReturned()) + " returned ("
                + grouped(report.getExpired()) + " of them expired)");
        lines.add("  taken     " + grouped(report.getTaken()) + " places, " + grouped(report.getOverage())
                + " beyond the limits");
        lines.add("  discount  " + Printing.money(report.getDiscount())
                + (report.hasBudgetLeft()
                        ? "; " + Printing.money(report.getBudgetLeft()) + " of the budget left"
                        : ""));
        lines.add("  refused   " + refused(report));
        lines.add("  as of     "
                + Printing.time(report.getReadTime(), "never: the customers' journals were not read yet"));
        if (report.hasComparison()) {
            lines.add("");
            lines.addAll(ComparisonText.lines(report.getComparison()));
        }
        lines.addAll(days(report));
        return lines;
    }

    static String state(Campaign campaign) {
        return Printing.word(campaign.getState(), "CAMPAIGN_STATE_");
    }

    /** How customers come by a coupon, in a few words. */
    static String access(Campaign campaign) {
        return switch (campaign.getAccessCase()) {
            case PUBLIC_CODE -> "the code " + campaign.getPublicCode().getCode();
            case UNIQUE_CODES ->
                grouped(campaign.getUniqueCodes().getCapacity()) + " codes "
                        + campaign.getUniqueCodes().getPattern() + ", a guess hits once in 2^"
                        + campaign.getUniqueCodes().getGuessBits();
            case REWARD -> "for " + grouped(campaign.getReward().getPointsPrice()) + " points";
            case SURPRISE ->
                "by chance, " + Printing.percent(campaign.getSurprise().getChanceBasisPoints()) + " of orders";
            case ACCESS_NOT_SET -> "by hand";
        };
    }

    private static String benefit(CouponTerms terms) {
        String what = switch (terms.getBenefitCase()) {
            case PERCENT_OFF -> Printing.percent(terms.getPercentOff().getBasisPoints()) + " off";
            case AMOUNT_OFF -> Printing.money(terms.getAmountOff().getAmount()) + " off";
            case FIXED_PRICE ->
                "items for " + Printing.money(terms.getFixedPrice().getUnitPrice());
            case FREE_ITEM -> grouped(terms.getFreeItem().getQuantity()) + " items free";
            case FREE_SHIPPING -> "free shipping";
            case POINTS_MULTIPLIER -> terms.getPointsMultiplier().getPercent() + " % of the points";
            case GIFT -> terms.getGift().getQuantity() + " × " + terms.getGift().getProduct();
            case BENEFIT_NOT_SET -> "nothing";
        };
        return terms.getTitle().isEmpty() || terms.getTitle().equals(what)
                ? what
                : what + " (" + terms.getTitle() + ")";
    }

    static String limits(CampaignLimits limits) {
        List<String> parts = new ArrayList<>();
        if (limits.getTotal() > 0) {
            parts.add(grouped(limits.getTotal()) + " in all");
        }
        if (limits.getPerCustomer() > 0) {
            parts.add(limits.getPerCustomer() + " a customer");
        }
        if (limits.getPerDay() > 0) {
            parts.add(grouped(limits.getPerDay()) + " a day");
        }
        if (limits.hasBudget()) {
            parts.add(Printing.money(limits.getBudget()));
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private static String refused(CampaignReport report) {
        if (report.getRefusedMap().isEmpty()) {
            return "none since it was started";
        }
        List<String> parts = new ArrayList<>();
        new TreeMap<>(report.getRefusedMap()).forEach((reason, count) -> parts.add(grouped(count) + " " + reason));
        return String.join(", ", parts) + ", since it was started";
    }

    private static List<String> days(CampaignReport report) {
        if (report.getDaysCount() == 0) {
            return List.of();
        }
        Table table = new Table(
                Column.text("day"), Column.number("claimed"), Column.number("redeemed"), Column.number("discount"));
        for (CampaignDay day : report.getDaysList().stream().limit(DAYS_SHOWN).toList()) {
            table.row(
                    day.getDate(),
                    grouped(day.getClaimed()),
                    grouped(day.getRedeemed()),
                    Printing.money(day.getDiscount()));
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }
}
