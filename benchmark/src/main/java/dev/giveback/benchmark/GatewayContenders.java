package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.load.Load;
import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Schedule;
import dev.giveback.benchmark.load.Window;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.benchmark.report.Latency;
import dev.giveback.benchmark.report.Sample;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The contenders that call the gateway with plain checkouts, empty calls and reads. */
final class GatewayContenders {
    private final Load load;
    private final Ledger ledger;
    private final Workload<?, ?> checkout;
    private final Window window;

    GatewayContenders(Load load, Requests requests, Customers customers, Ledger ledger, Window window) {
        this.load = load;
        this.ledger = ledger;
        this.window = window;
        this.checkout = Workloads.checkout(() -> requests.checkout(customers.pick()));
    }

    Contender checkout(int inFlight) {
        return closed(
                "checkout-" + inFlight, Kind.CHECKOUT, "checkout, " + inFlight + " in flight", checkout, inFlight);
    }

    Contender echo(int inFlight) {
        return closed(
                "echo-" + inFlight, Kind.ECHO, "empty call, " + inFlight + " in flight", Workloads.echo(), inFlight);
    }

    Contender checkoutAtHalf() {
        ContenderInfo info = new ContenderInfo(
                "checkout-at-half", Kind.CHECKOUT_AT_RATE, "checkout at half the round's maximum rate");
        return new Contender(info, round -> {
            double rate = round.halfOfMaximum()
                    .orElseThrow(() -> new IllegalStateException("no checkout was answered in this round"));
            Measurement measurement = load.open(checkout, new Schedule(rate), window);
            ledger.add(measurement.ever());
            return sample(info, round, rate, measurement);
        });
    }

    private Contender closed(String id, Kind kind, String description, Workload<?, ?> workload, int inFlight) {
        ContenderInfo info = new ContenderInfo(id, kind, description);
        return new Contender(info, round -> {
            Measurement measurement = load.closed(workload, inFlight, window);
            if (kind == Kind.CHECKOUT) {
                ledger.add(measurement.ever());
            }
            return sample(info, round, null, measurement);
        });
    }

    /** Calls a second that were answered OK. */
    static double rateOf(Measurement measurement) {
        return measurement.outcomes().getOrDefault(Outcomes.OK, 0L) / measurement.seconds();
    }

    static Sample sample(ContenderInfo info, Round round, @Nullable Double rate, Measurement measurement) {
        long calls = measurement.outcomes().getOrDefault(Outcomes.OK, 0L);
        Map<String, Double> cpu = new TreeMap<>(measurement.cpu().microsPerCall(calls));
        cpu.remove("pgbench");
        return new Sample(
                info.id(),
                round.number(),
                rate,
                measurement.seconds(),
                calls,
                rateOf(measurement),
                Latency.of(measurement.latency()),
                rate == null ? null : Latency.of(measurement.lateness()),
                measurement.outcomes(),
                measurement.notSent(),
                cpu);
    }
}
