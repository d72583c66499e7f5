package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Load;
import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.Schedule;
import dev.giveback.benchmark.load.Window;
import dev.giveback.benchmark.load.Work;
import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A way on which calls reach the loyalty service.
 *
 * @param isDirect straight at the service; otherwise through the gateway, as every client comes
 */
record Road(Load load, Window window, boolean isDirect) {
    /** What became of the calls of one load, warm-up included. */
    interface Sums extends Consumer<Map<String, Long>> {}

    /** The kind of this road. */
    Kind kind(Kind throughGateway, Kind direct) {
        return isDirect ? direct : throughGateway;
    }

    /** A number of calls in flight. */
    Contender closed(Kind kind, String what, Work work, int inFlight, Sums sums) {
        ContenderInfo info =
                new ContenderInfo(id(kind) + "-" + inFlight, kind, what + words() + ", " + inFlight + " in flight");
        return new Contender(info, round -> {
            Measurement measurement = load.closed(work, inFlight, window);
            sums.accept(measurement.ever());
            return GatewayContenders.sample(info, round, null, measurement);
        });
    }

    /** A fixed number of calls a second, whose times are fixed beforehand. */
    Contender open(Kind kind, String what, Work work, int rate, Sums sums) {
        ContenderInfo info = new ContenderInfo(id(kind) + "-" + rate, kind, what + words() + ", " + rate + " a second");
        return new Contender(info, round -> {
            Measurement measurement = load.open(work, new Schedule(rate), window);
            sums.accept(measurement.ever());
            return GatewayContenders.sample(info, round, (double) rate, measurement);
        });
    }

    private static String id(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String words() {
        return isDirect ? " straight at the service" : "";
    }
}
