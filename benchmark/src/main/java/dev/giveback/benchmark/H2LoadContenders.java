package dev.giveback.benchmark;

import com.google.protobuf.Empty;
import com.google.protobuf.MessageLite;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.benchmark.report.Latency;
import dev.giveback.benchmark.report.Sample;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The contenders that h2load runs, each of them confirmed by the server's own counters. */
record H2LoadContenders(Generator generator, H2Load h2load, ServerCounters counters) {
    /** Calls of our own that tell how often the server counts one, which passes more than one door. */
    private static final long PROBES = 100;

    /** Empty calls through the gateway. */
    Contender echo(Workload<?, ?> probe) {
        return contender(Kind.H2LOAD_ECHO, "empty call", probe, Empty.getDefaultInstance());
    }

    /** Reads of one customer through the gateway. */
    Contender get(Workload<?, ?> probe, MessageLite request) {
        return contender(Kind.H2LOAD_GET, "read of one customer", probe, request);
    }

    private Contender contender(Kind kind, String what, Workload<?, ?> probe, MessageLite message) {
        int inFlight = H2Load.CONNECTIONS * H2Load.STREAMS;
        String id = kind == Kind.H2LOAD_ECHO ? "h2load-echo" : "h2load-get";
        ContenderInfo info = new ContenderInfo(id, kind, what + ", by h2load, " + inFlight + " in flight");
        return new Contender(info, round -> measure(info, round, probe, message));
    }

    private Sample measure(ContenderInfo info, Round round, Workload<?, ?> probe, MessageLite message)
            throws IOException, InterruptedException {
        String method = probe.method().getFullMethodName();
        long before = counters.endedWell(method);
        generator.sendAll("calls before h2load's", probe, PROBES);
        long begin = counters.endedWell(method);
        long times = (begin - before) / PROBES;
        H2Load.Run run = h2load.run(method, message, generator.secondsOfARun());
        long counted = counters.endedWell(method) - begin;
        require(info, run, counted, times);
        return sample(info, round, run);
    }

    /** A call under way when h2load stops is counted by the server alone. */
    private static void require(ContenderInfo info, H2Load.Run run, long counted, long times) {
        long most = run.succeeded() + (long) H2Load.CONNECTIONS * H2Load.STREAMS;
        if (times < 1 || counted < run.succeeded() * times || counted > most * times) {
            throw new IllegalStateException(info.description() + ": h2load counted " + run.succeeded()
                    + ", the server counted " + counted + " that ended well, " + times + " for each call");
        }
    }

    private static Sample sample(ContenderInfo info, Round round, H2Load.Run run) {
        Map<String, Double> cpu = new TreeMap<>(run.cpu().microsPerCall(run.succeeded()));
        cpu.remove("generator");
        return new Sample(
                info.id(),
                round.number(),
                null,
                run.seconds(),
                run.succeeded(),
                run.succeeded() / run.seconds(),
                Latency.of(run.latency()),
                null,
                Map.of("OK", run.succeeded(), "failed", run.failed()),
                0,
                cpu);
    }
}
