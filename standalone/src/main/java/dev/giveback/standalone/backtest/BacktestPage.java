package dev.giveback.standalone.backtest;

import dev.giveback.loyalty.v1.BacktestCandidate;
import dev.giveback.loyalty.v1.BacktestFigures;
import dev.giveback.loyalty.v1.BacktestGain;
import dev.giveback.loyalty.v1.BacktestMonth;
import dev.giveback.loyalty.v1.BacktestRefusal;
import dev.giveback.loyalty.v1.BacktestResult;
import dev.giveback.loyalty.v1.BacktestSegment;
import dev.giveback.loyalty.v1.CustomerGain;
import dev.giveback.loyalty.v1.TierMove;
import dev.giveback.standalone.console.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** A backtest's result as one page that needs nothing else: charts are SVG, and it loads nothing. */
public final class BacktestPage {
    private static final String STYLE = """
            <style>
            :root { color-scheme: light dark; --ink: #1c2733; --soft: #5b6b7b; --line: #dfe5ea; --paper: #fff; --panel: #f6f8fa;
              --s0: #7d8b99; --s1: #1f77b4; --s2: #e07b00; --s3: #2a9d5c; --s4: #b5407f; --s5: #7a5bc7; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa7b4; --line: #30363d; --paper: #0d1117;
              --panel: #161b22; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1040px;
              margin: 2rem auto; padding: 0 1.25rem; }
            h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
            h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; } p { color: var(--soft); margin: .25rem 0; }
            .lead { color: var(--ink); } .warn { color: #b3261e; }
            .wide { overflow-x: auto; } table { border-collapse: collapse; margin: .5rem 0 1rem; font-size: 14px; }
            th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap;
              font-variant-numeric: tabular-nums; font-weight: 400; }
            th:first-child { text-align: left; } thead th { color: var(--soft); font-weight: 600; }
            svg { width: 100%; height: auto; background: var(--panel); border-radius: 8px; margin: .25rem 0 .5rem; }
            svg text { font: 11px system-ui, sans-serif; fill: var(--soft); } .grid { stroke: var(--line); }
            .side0 { fill: var(--s0); } .side1 { fill: var(--s1); } .side2 { fill: var(--s2); } .side3 { fill: var(--s3); }
            .side4 { fill: var(--s4); } .side5 { fill: var(--s5); }
            .key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: 14px; }
            .key i { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .4em; }
            .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 0 2rem; }
            </style>""";

    private final BacktestResult result;
    private final List<String> names;
    private final List<BacktestFigures> sides;
    private final Html html = new Html();

    private BacktestPage(BacktestResult result) {
        this.result = result;
        this.names = Sides.names(result);
        this.sides = Sides.figures(result);
    }

    /** The page. */
    public static String of(BacktestResult result) {
        BacktestPage page = new BacktestPage(result);
        page.head();
        page.months("Points issued by month", BacktestMonth::getIssuedPoints);
        page.months("Points redeemed by month", BacktestMonth::getRedeemedPoints);
        page.ends();
        result.getCandidatesList().forEach(page::candidate);
        return page.html.raw("</body></html>").page();
    }

    private void head() {
        String program = result.getProgram().replace("programs/", "");
        html.raw("<!DOCTYPE html>")
                .raw("<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .element("title", "Backtest of " + program)
                .raw(STYLE)
                .raw("</head><body>")
                .element("h1", "Backtest of " + program)
                .raw("<p class=\"lead\">" + Html.text(Sides.span(result)) + ": "
                        + Numbers.grouped(result.getEventCount()) + " events of "
                        + Numbers.grouped(result.getCustomerCount()) + " customers.</p>")
                .element("p", "Assumed: " + Sides.spending(result) + "; " + Sides.clock(result) + ".");
        if (result.getBaselineDifferenceCount() > 0) {
            html.raw("<p class=\"warn\">Decided again by the recorded rules, "
                    + Numbers.grouped(result.getBaselineDifferenceCount())
                    + " events come out otherwise than they were recorded.</p>");
        }
        figures();
        key();
    }

    private void figures() {
        List<String> head = new ArrayList<>(names);
        head.addFirst("");
        List<List<String>> rows = new ArrayList<>();
        for (Sides.Figure figure : Sides.shown(result)) {
            List<String> row = new ArrayList<>();
            row.add(figure.name());
            sides.forEach(side -> row.add(figure.value().apply(side)));
            rows.add(row);
        }
        html.table(head, rows);
    }

    private void key() {
        html.raw("<div class=\"key\">");
        for (int i = 0; i < names.size(); i++) {
            html.raw("<span><i style=\"background:var(--s" + i + ")\"></i>" + Html.text(names.get(i)) + "</span>");
        }
        html.raw("</div>");
    }

    private void months(String title, ToLongFunction<BacktestMonth> value) {
        TreeSet<String> months = new TreeSet<>();
        sides.forEach(side -> side.getMonthsList().forEach(month -> months.add(month.getMonth())));
        List<String> labels = List.copyOf(months);
        List<long[]> values = new ArrayList<>();
        boolean isAny = false;
        for (BacktestFigures side : sides) {
            long[] ofSide = new long[labels.size()];
            for (BacktestMonth month : side.getMonthsList()) {
                ofSide[labels.indexOf(month.getMonth())] = value.applyAsLong(month);
                isAny |= value.applyAsLong(month) != 0;
            }
            values.add(ofSide);
        }
        if (isAny) {
            html.element("h2", title).raw(Svg.bars(title, labels, names, values));
        }
    }

    private void ends() {
        String title = "What became of the points";
        List<String> labels = List.of("issued", "redeemed", "taken back", "expired", "outstanding");
        List<long[]> values = new ArrayList<>();
        for (BacktestFigures side : sides) {
            values.add(new long[] {
                side.getIssuedPoints(),
                side.getRedeemedPoints(),
                side.getTakenBackPoints(),
                side.getExpiredPoints(),
                side.getOutstandingPoints()
            });
        }
        html.element("h2", title).raw(Svg.bars(title, labels, names, values));
        refusals();
    }

    private void refusals() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            for (BacktestRefusal refusal : sides.get(i).getRefusalsList()) {
                rows.add(List.of(
                        names.get(i),
                        refusal.getCommand(),
                        refusal.getReason(),
                        Numbers.grouped(refusal.getRefusalCount()),
                        refusal.getAmountMinor() == 0 ? "" : Numbers.money(refusal.getAmountMinor())));
            }
        }
        if (!rows.isEmpty()) {
            html.element("h2", "What had been done and is refused")
                    .table(List.of("under", "what", "why", "times", "list price"), rows);
        }
    }

    private void candidate(BacktestCandidate candidate) {
        BacktestGain gain = candidate.getGain();
        html.element("h2", candidate.getDisplayName())
                .raw("<p class=\"lead\">" + Numbers.grouped(gain.getWinnerCount()) + " customers win "
                        + Numbers.grouped(gain.getPointsWon()) + " points, " + Numbers.grouped(gain.getLoserCount())
                        + " lose " + Numbers.grouped(gain.getPointsLost()) + ", "
                        + Numbers.grouped(gain.getUnchangedCount()) + " stay as they are.</p>");
        if (gain.getWinnerCount() + gain.getLoserCount() > 0) {
            segments(candidate);
        }
        html.raw("<div class=\"columns\">");
        moves(candidate);
        extremes("Win most", candidate.getGreatestWinnersList());
        extremes("Lose most", candidate.getGreatestLosersList());
        html.raw("</div>");
    }

    private void segments(BacktestCandidate candidate) {
        List<String> labels = new ArrayList<>();
        List<BacktestSegment> segments = candidate.getSegmentsList();
        long[] won = new long[segments.size()];
        long[] lost = new long[segments.size()];
        for (int i = 0; i < segments.size(); i++) {
            BacktestSegment segment = segments.get(i);
            labels.add(segment.getSegment().isEmpty() ? "no tier" : label(segment));
            won[i] = segment.getGain().getPointsWon();
            lost[i] = -segment.getGain().getPointsLost();
        }
        String title = "Points won and lost by tier, orders, spend and membership";
        html.element("h3", title).raw(Svg.bars(title, labels, List.of("lost", "won"), List.of(lost, won)));
    }

    private static String label(BacktestSegment segment) {
        return switch (segment.getKind()) {
            case BACKTEST_SEGMENT_KIND_ORDERS -> segment.getSegment() + " ord.";
            case BACKTEST_SEGMENT_KIND_SPEND -> segment.getSegment().equals("none") ? "no spend" : segment.getSegment();
            case BACKTEST_SEGMENT_KIND_TIER,
                    BACKTEST_SEGMENT_KIND_MEMBERSHIP,
                    BACKTEST_SEGMENT_KIND_UNSPECIFIED,
                    UNRECOGNIZED -> segment.getSegment();
        };
    }

    private void moves(BacktestCandidate candidate) {
        List<List<String>> rows = new ArrayList<>();
        for (TierMove move : candidate.getTierMovesList()) {
            rows.add(List.of(
                    Sides.tier(move.getFromTierId()),
                    Sides.tier(move.getToTierId()),
                    Numbers.grouped(move.getCustomerCount())));
        }
        html.raw("<div>")
                .element("h3", "Tiers at the end")
                .table(List.of(Sides.RECORDED, "becomes", "customers"), rows)
                .raw("</div>");
    }

    private void extremes(String title, List<CustomerGain> customers) {
        List<List<String>> rows = new ArrayList<>();
        for (CustomerGain customer : customers) {
            rows.add(List.of(
                    Sides.customer(customer.getCustomer()),
                    Sides.signed(customer.getGainPoints()),
                    Numbers.grouped(customer.getBaselinePoints()),
                    Numbers.grouped(customer.getCandidatePoints())));
        }
        if (!rows.isEmpty()) {
            html.raw("<div>")
                    .element("h3", title)
                    .table(List.of("customer", "gain", Sides.RECORDED, "candidate"), rows)
                    .raw("</div>");
        }
    }
}
