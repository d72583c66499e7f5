package dev.giveback.benchmark;

import dev.giveback.benchmark.load.CodeStreams;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.benchmark.report.Latency;
import dev.giveback.benchmark.report.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The codes of a campaign of ten million, streamed to one client. They are computed and not stored, so there is nothing to audit. */
final class CodeSuite implements Suite {
    private static final String PROGRAM = "programs/bench-codes";

    private final Generator generator;
    private final Campaigns campaigns;
    private String campaign = "";

    CodeSuite(Generator generator) {
        this.generator = generator;
        campaigns = Campaigns.ofNewRun(generator.target().channel(0), PROGRAM);
    }

    @Override
    public Name name() {
        return Name.CODES;
    }

    @Override
    public void prepare() {
        new Programs(generator.target().channel(0), PROGRAM).create();
        campaign = campaigns.createWithCodes();
    }

    @Override
    public List<Contender> gateway() {
        ContenderInfo info = new ContenderInfo(
                "codes",
                Kind.CODES,
                String.format(
                        Locale.ROOT,
                        "codes of a campaign of %,d, streamed to one client, by the code (latency: from one message of 1,000 to the next)",
                        Campaigns.CAPACITY));
        return List.of(new Contender(info, round -> {
            CodeStreams.Taken taken =
                    CodeStreams.take(generator.target(), campaign, generator.window(), generator.cpu());
            return sample(info, round, taken);
        }));
    }

    private static Sample sample(ContenderInfo info, Round round, CodeStreams.Taken taken) {
        Map<String, Double> cpu = new TreeMap<>(taken.cpu().microsPerCall(taken.codes()));
        cpu.remove("pgbench");
        return new Sample(
                info.id(),
                round.number(),
                null,
                taken.seconds(),
                taken.codes(),
                taken.codes() / taken.seconds(),
                Latency.of(taken.latency()),
                null,
                Map.of("OK", taken.codes()),
                0,
                cpu);
    }

    @Override
    public List<Contender> sql(SqlContenders make) {
        return List.of();
    }

    @Override
    public List<Audit> audits() {
        return List.of();
    }
}
