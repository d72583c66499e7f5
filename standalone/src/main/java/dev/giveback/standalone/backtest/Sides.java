package dev.giveback.standalone.backtest;

import dev.giveback.loyalty.v1.BacktestCandidate;
import dev.giveback.loyalty.v1.BacktestFigures;
import dev.giveback.loyalty.v1.BacktestResult;
import dev.giveback.standalone.console.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What text and page have in common: the sides beside each other, figure by figure. */
final class Sides {
    /** One figure of a side, for people. */
    record Figure(String name, Function<BacktestFigures, String> value) {}

    private Sides() {}

    static final String RECORDED = "recorded rules";

    static List<String> names(BacktestResult result) {
        List<String> names = new ArrayList<>();
        names.add(RECORDED);
        result.getCandidatesList().forEach(candidate -> names.add(candidate.getDisplayName()));
        return names;
    }

    static List<BacktestFigures> figures(BacktestResult result) {
        List<BacktestFigures> figures = new ArrayList<>();
        figures.add(result.getBaseline());
        result.getCandidatesList().stream().map(BacktestCandidate::getFigures).forEach(figures::add);
        return figures;
    }

    /** Those that are 0 on all sides are left out, but for what everybody looks for. */
    static List<Figure> shown(BacktestResult result) {
        List<Figure> all = all(result.getCurrencyCode());
        List<Figure> shown = new ArrayList<>();
        for (Figure figure : all) {
            boolean isSomething = figures(result).stream()
                    .map(figure.value())
                    .anyMatch(text -> !text.equals("0") && !text.equals("-"));
            if (isSomething
                    || figure.name().startsWith("points issued")
                    || figure.name().startsWith("points outst")) {
                shown.add(figure);
            }
        }
        return shown;
    }

    private static List<Figure> all(String currency) {
        return List.of(
                new Figure("orders", side -> Numbers.grouped(side.getOrderCount())),
                new Figure("paid, " + currency, side -> Numbers.money(side.getSpendMinor())),
                new Figure("points at the beginning", side -> Numbers.grouped(side.getOpeningPoints())),
                new Figure("points issued", side -> Numbers.grouped(side.getIssuedPoints())),
                new Figure("  cut by caps", side -> Numbers.grouped(side.getCutPoints())),
                new Figure("points redeemed", side -> Numbers.grouped(side.getRedeemedPoints())),
                new Figure("points restored", side -> Numbers.grouped(side.getRestoredPoints())),
                new Figure("points taken back", side -> Numbers.grouped(side.getTakenBackPoints())),
                new Figure("  forgiven", side -> Numbers.grouped(side.getForgivenPoints())),
                new Figure("points expired", side -> Numbers.grouped(side.getExpiredPoints())),
                new Figure("  breakage", side -> percent(side.getBreakageBasisPoints())),
                new Figure("points adjusted", side -> Numbers.grouped(side.getAdjustedPoints())),
                new Figure("points transferred", side -> Numbers.grouped(side.getTransferredPoints())),
                new Figure("points outstanding", side -> Numbers.grouped(side.getOutstandingPoints())),
                new Figure(
                        "  liability, " + currency,
                        side -> side.hasLiabilityMinor() ? Numbers.money(side.getLiabilityMinor()) : "-"));
    }

    private static String percent(int basisPoints) {
        return basisPoints == 0 ? "0" : String.format(Locale.ROOT, "%d.%02d %%", basisPoints / 100, basisPoints % 100);
    }

    /** A number with its sign. */
    static String signed(long number) {
        return (number > 0 ? "+" : "") + Numbers.grouped(number);
    }

    static String tier(String tierId) {
        return tierId.isEmpty() ? "(none)" : tierId;
    }

    /** The last part of a customer's resource name. */
    static String customer(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The day of a moment, in UTC; a word when it is unset. */
    static String day(boolean isSet, long seconds, String otherwise) {
        return isSet ? java.time.Instant.ofEpochSecond(seconds).toString().substring(0, 10) : otherwise;
    }

    /** From when to when. */
    static String span(BacktestResult result) {
        return "from "
                + day(result.hasSinceTime(), result.getSinceTime().getSeconds(), "the first event")
                + " to "
                + day(result.hasUntilTime(), result.getUntilTime().getSeconds(), "the last");
    }

    static String spending(BacktestResult result) {
        return switch (result.getRedemptionBehaviour()) {
            case REDEMPTION_BEHAVIOUR_SAME_SHARE ->
                "customers spend the same share of the points that they can spend as they did";
            case REDEMPTION_BEHAVIOUR_NONE -> "customers of the candidates spend no points";
            case REDEMPTION_BEHAVIOUR_SAME_REQUESTS, REDEMPTION_BEHAVIOUR_UNSPECIFIED, UNRECOGNIZED ->
                "customers spend as many points as they did, or as many as they have";
        };
    }

    static String clock(BacktestResult result) {
        return switch (result.getClock()) {
            case BACKTEST_CLOCK_RECORDED -> "everything is decided when it was recorded";
            case BACKTEST_CLOCK_HAPPENED, BACKTEST_CLOCK_UNSPECIFIED, UNRECOGNIZED ->
                "everything is decided when it happened";
        };
    }
}
