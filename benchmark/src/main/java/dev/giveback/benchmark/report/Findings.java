package dev.giveback.benchmark.report;

import dev.giveback.benchmark.report.ContenderInfo.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a report.
 *
 * @param summaries one a contender, in the order in which they ran
 * @param ratios the comparisons that the project holds itself to
 */
public record Findings(List<Summary> summaries, List<Ratio> ratios) {
    /** Draws them from a report; a contender without a single sample has no summary. */
    public static Findings of(Report report) {
        List<Summary> summaries = new ArrayList<>();
        for (ContenderInfo contender : report.contenders()) {
            List<Sample> samples = samplesOf(report, contender.id());
            if (!samples.isEmpty()) {
                summaries.add(Summary.of(contender, samples));
            }
        }
        return new Findings(summaries, new Ratios(report, summaries).all());
    }

    private static List<Sample> samplesOf(Report report, String contender) {
        return report.samples().stream()
                .filter(sample -> sample.contender().equals(contender))
                .toList();
    }

    /** The contender of a kind with the best median rate: each side of a comparison is given its best. */
    static Optional<Summary> best(List<Summary> summaries, Kind kind) {
        return summaries.stream()
                .filter(summary -> summary.contender().kind() == kind)
                .max(Comparator.comparingDouble(summary -> summary.rate().median()));
    }

    /** Divides figures of the same round, so that a neighbour who disturbed a round disturbed both of them. */
    private record Ratios(Report report, List<Summary> summaries) {
        private static final double MILLION = 1e6;
        private static final double ONE_ACCOUNT = 20;

        /** What is compared always, and of recommendations what was measured. */
        private List<Ratio> all() {
            Stream<Ratio> others = Stream.of(roads(), orders(), reads(), mixed(), recommendations())
                    .flatMap(List::stream);
            return Stream.concat(aims().stream(), others.filter(ratio -> ratio.value() != null))
                    .toList();
        }

        private List<Ratio> roads() {
            return List.of(
                    Ratio.told(
                            "checkouts a second through the gateway / straight at the service",
                            rates(Kind.CHECKOUT, Kind.CHECKOUT_DIRECT)),
                    Ratio.told(
                            "checkouts a second / rows of the journal in batches, the limit",
                            rates(Kind.CHECKOUT, Kind.JOURNAL_ROWS)));
        }

        private List<Ratio> orders() {
            return List.of(
                    Ratio.told(
                            "orders reserved and confirmed a second / hand-written SQL by statements",
                            rates(Kind.RESERVE_CONFIRM, Kind.SQL_RESERVE_CONFIRM)),
                    Ratio.told(
                            "refunds a second / hand-written SQL by statements", rates(Kind.REFUND, Kind.SQL_REFUND)));
        }

        private List<Ratio> reads() {
            return List.of(
                    Ratio.told(
                            "reads of a customer a second / empty calls through the same gateway",
                            rates(Kind.GET, Kind.ECHO)),
                    Ratio.told(
                            "reads of a customer a second / SQL rows by their primary key",
                            rates(Kind.GET, Kind.SQL_SELECT)),
                    Ratio.told("quotes a second / empty calls through the same gateway", rates(Kind.QUOTE, Kind.ECHO)),
                    Ratio.told(
                            "reads of one customer by h2load / reads of customers by our generator",
                            rates(Kind.H2LOAD_GET, Kind.GET)),
                    Ratio.told("empty calls by h2load / by our generator", rates(Kind.H2LOAD_ECHO, Kind.ECHO)));
        }

        private List<Ratio> mixed() {
            return List.of(
                    Ratio.told(
                            "three reads to one checkout / the same by hand-written SQL",
                            rates(Kind.MIXED, Kind.SQL_MIXED)),
                    Ratio.atLeast(
                            "checkouts a second of one customer / 20, what Modern Treasury states for one account",
                            divide(Kind.HOT_CUSTOMER, Sample::rate, Kind.HOT_CUSTOMER, sample -> ONE_ACCOUNT),
                            10,
                            "≥ 10"),
                    Ratio.told(
                            "checkouts a second of one customer / the same by hand-written SQL",
                            rates(Kind.HOT_CUSTOMER, Kind.SQL_HOT_CUSTOMER)));
        }

        private List<Ratio> recommendations() {
            return List.of(
                    Ratio.told(
                            "kept recommendations a second / empty calls through the same gateway",
                            rates(Kind.RECOMMEND, Kind.RECOMMEND_ECHO)),
                    Ratio.told(
                            "recommendations a second beside purchases / empty calls through the same gateway",
                            rates(Kind.RECOMMEND_LIVE, Kind.RECOMMEND_ECHO)),
                    Ratio.told(
                            "recommendations a second with a basket / empty calls through the same gateway",
                            rates(Kind.RECOMMEND_BASKET, Kind.RECOMMEND_ECHO)),
                    Ratio.told(
                            "p99 / p50 of recommendations at half the rate, beside purchases",
                            divide(Kind.RECOMMEND_AT_RATE, Ratios::p99, Kind.RECOMMEND_AT_RATE, Ratios::p50)));
        }

        private List<Ratio> aims() {
            return List.of(
                    Ratio.atLeast(
                            "checkouts a second / hand-written SQL by statements",
                            rates(Kind.CHECKOUT, Kind.SQL_STATEMENTS),
                            5,
                            "≥ 5"),
                    Ratio.told(
                            "checkouts a second / hand-written SQL in one function",
                            rates(Kind.CHECKOUT, Kind.SQL_FUNCTION)),
                    Ratio.atLeast(
                            "checkouts a second / empty calls through the same gateway",
                            rates(Kind.CHECKOUT, Kind.ECHO),
                            1 / 3.0,
                            "≥ 1/3"),
                    Ratio.atMost(
                            "p99 / p50 of checkouts at half the maximum rate",
                            divide(Kind.CHECKOUT_AT_RATE, Ratios::p99, Kind.CHECKOUT_AT_RATE, Ratios::p50),
                            3,
                            "≤ 3"),
                    Ratio.atMost(
                            "p99 of checkouts at half the maximum rate / p50 of a one-row commit at that rate",
                            divide(Kind.CHECKOUT_AT_RATE, Ratios::p99, Kind.COMMIT_AT_RATE, Ratios::p50),
                            4,
                            "≤ 4"),
                    Ratio.atLeast(
                            "checkouts with a coupon and points a second / hand-written SQL by statements",
                            rates(Kind.COUPON_CHECKOUT, Kind.SQL_COUPON_STATEMENTS),
                            3,
                            "≥ 3"),
                    Ratio.told(
                            "checkouts with a coupon and points a second / hand-written SQL in one function",
                            rates(Kind.COUPON_CHECKOUT, Kind.SQL_COUPON_FUNCTION)),
                    Ratio.atLeast(
                            "claims a second of one campaign, coupons in customers' hands / one-row SQL counter",
                            rates(Kind.CLAIM, Kind.SQL_CLAIM_COUNTER),
                            10,
                            "≥ 10"),
                    Ratio.told(
                            "claims a second of one campaign, coupons in customers' hands / one-row SQL counter with the claim's row",
                            rates(Kind.CLAIM, Kind.SQL_CLAIM_ROW)),
                    Ratio.atLeast("codes streamed a second to one client / 1,000,000", millions(Kind.CODES), 1, "≥ 1"));
        }

        private @Nullable Spread millions(Kind kind) {
            List<Double> millions = samplesOfBest(kind).stream()
                    .map(sample -> sample.rate() / MILLION)
                    .toList();
            return millions.isEmpty() ? null : Spread.of(millions);
        }

        private @Nullable Spread rates(Kind above, Kind below) {
            return divide(above, Sample::rate, below, Sample::rate);
        }

        private @Nullable Spread divide(
                Kind above, ToDoubleFunction<Sample> numerator, Kind below, ToDoubleFunction<Sample> denominator) {
            List<Double> quotients = new ArrayList<>();
            for (Sample upper : samplesOfBest(above)) {
                for (Sample lower : samplesOfBest(below)) {
                    if (upper.round() == lower.round() && denominator.applyAsDouble(lower) > 0) {
                        quotients.add(numerator.applyAsDouble(upper) / denominator.applyAsDouble(lower));
                    }
                }
            }
            return quotients.isEmpty() ? null : Spread.of(quotients);
        }

        private List<Sample> samplesOfBest(Kind kind) {
            return best(summaries, kind)
                    .map(summary -> samplesOf(report, summary.contender().id()))
                    .orElse(List.of())
                    .stream()
                    .filter(sample -> sample.calls() > 0)
                    .toList();
        }

        private static double p50(Sample sample) {
            return sample.latency().p50();
        }

        private static double p99(Sample sample) {
            return sample.latency().p99();
        }
    }
}
