package dev.giveback.standalone.backtest;

import dev.giveback.loyalty.v1.BacktestCandidate;
import dev.giveback.loyalty.v1.BacktestFigures;
import dev.giveback.loyalty.v1.BacktestGain;
import dev.giveback.loyalty.v1.BacktestRefusal;
import dev.giveback.loyalty.v1.BacktestResult;
import dev.giveback.loyalty.v1.BacktestSegment;
import dev.giveback.loyalty.v1.CustomerGain;
import dev.giveback.loyalty.v1.TierMove;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A backtest's result as lines of text. */
public final class BacktestText {
    private static final int SHOWN_CUSTOMERS = 5;

    private final BacktestResult result;
    private final List<String> lines = new ArrayList<>();

    private BacktestText(BacktestResult result) {
        this.result = result;
    }

    /** The lines. */
    public static List<String> of(BacktestResult result) {
        BacktestText text = new BacktestText(result);
        text.head();
        text.figures();
        text.refusals(Sides.RECORDED, result.getBaseline());
        result.getCandidatesList().forEach(text::candidate);
        return text.lines;
    }

    private void head() {
        lines.add(result.getProgram().replace("programs/", "") + " " + Sides.span(result) + ": "
                + Numbers.grouped(result.getEventCount()) + " events, " + Numbers.grouped(result.getCustomerCount())
                + " customers");
        lines.add("Assumed: " + Sides.spending(result) + "; " + Sides.clock(result) + ".");
        if (result.getBaselineDifferenceCount() > 0) {
            lines.add("Decided again by the recorded rules, " + Numbers.grouped(result.getBaselineDifferenceCount())
                    + " events come out otherwise than they were recorded: "
                    + String.join(", ", result.getBaselineDifferencesList())
                    + (result.getBaselineDifferenceCount() > result.getBaselineDifferencesCount() ? ", ..." : ""));
        }
    }

    private void figures() {
        lines.add("");
        List<String> names = Sides.names(result);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text(""));
        names.forEach(name -> columns.add(Column.number(name)));
        Table table = new Table(columns.toArray(Column[]::new));
        for (Sides.Figure figure : Sides.shown(result)) {
            List<String> cells = new ArrayList<>();
            cells.add(figure.name());
            Sides.figures(result).forEach(side -> cells.add(figure.value().apply(side)));
            table.row(cells.toArray(String[]::new));
        }
        lines.addAll(table.lines());
    }

    private void refusals(String name, BacktestFigures side) {
        if (side.getRefusalsCount() == 0) {
            return;
        }
        lines.add("");
        lines.add("Refused under " + name + ":");
        Table table =
                new Table(Column.text("what"), Column.text("why"), Column.number("times"), Column.number("list price"));
        for (BacktestRefusal refusal : side.getRefusalsList()) {
            table.row(
                    refusal.getCommand(),
                    refusal.getReason(),
                    Numbers.grouped(refusal.getRefusalCount()),
                    refusal.getAmountMinor() == 0 ? "" : Numbers.money(refusal.getAmountMinor()));
        }
        lines.addAll(table.lines());
    }

    private void candidate(BacktestCandidate candidate) {
        lines.add("");
        lines.add("== " + candidate.getDisplayName() + " ==");
        lines.add(gain(candidate.getGain()));
        refusals(candidate.getDisplayName(), candidate.getFigures());
        moves(candidate);
        segments(candidate);
        extremes("Win most", candidate.getGreatestWinnersList());
        extremes("Lose most", candidate.getGreatestLosersList());
    }

    private static String gain(BacktestGain gain) {
        return Numbers.grouped(gain.getWinnerCount()) + " customers win " + Numbers.grouped(gain.getPointsWon())
                + " points, " + Numbers.grouped(gain.getLoserCount()) + " lose "
                + Numbers.grouped(gain.getPointsLost()) + ", " + Numbers.grouped(gain.getUnchangedCount())
                + " stay as they are.";
    }

    /** Only those that move; how many stay is one line. */
    private void moves(BacktestCandidate candidate) {
        List<TierMove> moved = candidate.getTierMovesList().stream()
                .filter(move -> !move.getFromTierId().equals(move.getToTierId()))
                .toList();
        lines.add("");
        if (moved.isEmpty()) {
            lines.add("Nobody changes the tier.");
            return;
        }
        Table table = new Table(Column.text("tier"), Column.text("becomes"), Column.number("customers"));
        moved.forEach(move -> table.row(
                Sides.tier(move.getFromTierId()),
                Sides.tier(move.getToTierId()),
                Numbers.grouped(move.getCustomerCount())));
        lines.addAll(table.lines());
    }

    private void segments(BacktestCandidate candidate) {
        lines.add("");
        Table table = new Table(
                Column.text("by"),
                Column.text("segment"),
                Column.number("win"),
                Column.number("points"),
                Column.number("lose"),
                Column.number("points"),
                Column.number("stay"));
        for (BacktestSegment segment : candidate.getSegmentsList()) {
            BacktestGain gain = segment.getGain();
            table.row(
                    kind(segment),
                    segment.getSegment().isEmpty() ? "(none)" : segment.getSegment(),
                    Numbers.grouped(gain.getWinnerCount()),
                    Sides.signed(gain.getPointsWon()),
                    Numbers.grouped(gain.getLoserCount()),
                    Sides.signed(-gain.getPointsLost()),
                    Numbers.grouped(gain.getUnchangedCount()));
        }
        lines.addAll(table.lines());
    }

    static String kind(BacktestSegment segment) {
        return segment.getKind()
                .name()
                .substring("BACKTEST_SEGMENT_KIND_".length())
                .toLowerCase(Locale.ROOT);
    }

    private void extremes(String title, List<CustomerGain> customers) {
        if (customers.isEmpty()) {
            return;
        }
        lines.add("");
        Table table = new Table(
                Column.text(title), Column.number("gain"), Column.number(Sides.RECORDED), Column.number("candidate"));
        customers.stream()
                .limit(SHOWN_CUSTOMERS)
                .forEach(customer -> table.row(
                        Sides.customer(customer.getCustomer()),
                        Sides.signed(customer.getGainPoints()),
                        Numbers.grouped(customer.getBaselinePoints()),
                        Numbers.grouped(customer.getCandidatePoints())));
        lines.addAll(table.lines());
    }
}
