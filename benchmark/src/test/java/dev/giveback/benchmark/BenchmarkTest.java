package dev.giveback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.Findings;
import dev.giveback.benchmark.report.Markdown;
import dev.giveback.benchmark.report.Report;
import dev.giveback.benchmark.report.Sample;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The whole run, without a database, against a server that keeps its orders in memory. */
final class BenchmarkTest {
    @Test
    void everyContenderIsMeasuredAndTheServersSumsAgree() throws Exception {
        try (MemoryServer server = new MemoryServer(0)) {
            Report report = run(server);

            assertThat(report.samples())
                    .extracting(Sample::contender)
                    .containsExactly(
                            "checkout-10",
                            "echo-5",
                            "checkout-at-half",
                            "checkout-fixed-rate-50",
                            "checkout-direct-10",
                            "checkout-direct-fixed-rate-50",
                            "reserve-confirm-10",
                            "refund-10",
                            "reserve-confirm-fixed-rate-50",
                            "refund-fixed-rate-50",
                            "reserve-confirm-direct-10",
                            "refund-direct-10",
                            "reserve-confirm-direct-fixed-rate-50",
                            "refund-direct-fixed-rate-50",
                            "get-5",
                            "quote-5",
                            "echo-direct-5",
                            "get-direct-5",
                            "quote-direct-5",
                            "mixed-5",
                            "hot-customer-5",
                            "mixed-direct-5",
                            "hot-customer-direct-5",
                            "coupon-checkout-8",
                            "claim-8",
                            "first-claim-8",
                            "codes",
                            "recommend-echo",
                            "recommend",
                            "recommend-live",
                            "recommend-basket",
                            "recommend-at-half",
                            "recommend-fresh",
                            "recommend-rebuild");
            assertThat(report.samples()).allSatisfy(sample -> {
                assertThat(sample.outcomes()).containsOnlyKeys("OK");
                assertThat(sample.calls()).isPositive();
                assertThat(sample.cpuMicrosPerCall()).doesNotContainKey("pgbench");
            });
            assertThat(report.samples())
                    .filteredOn(sample -> !List.of("codes", "recommend-rebuild").contains(sample.contender()))
                    .allSatisfy(sample -> assertThat(sample.latency().count()).isEqualTo(sample.calls()));
            Sample first = report.samples().getFirst();
            Sample atHalf = report.samples().get(2);
            assertThat(atHalf.offeredRate()).isEqualTo(first.rate() / 2);
            assertThat(report.audits()).hasSize(12).allMatch(Audit::agrees);
            assertThat(report.audits().getFirst().acknowledged()).isEqualTo(server.orderCount(CheckoutSuite.PROGRAM));
            assertThat(report.notMeasured()).singleElement().asString().startsWith("the SQL peers");
            assertThat(Markdown.of(report, Findings.of(report)))
                    .contains("they agree")
                    .contains("| not measured | ≥ 3 |")
                    .contains("kept recommendations a second / empty calls");
            assertThat(sample(report, "recommend-at-half").offeredRate())
                    .isEqualTo(sample(report, "recommend-live").rate() / 2);
            assertThat(report.samples().getLast().calls()).isEqualTo(1_000);
        }
    }

    private static Sample sample(Report report, String contender) {
        return report.samples().stream()
                .filter(sample -> sample.contender().equals(contender))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aServerThatForgetsAnOrderIsFoundOut() throws Exception {
        try (MemoryServer server = new MemoryServer(1)) {
            Programs program = new Programs(server.channel(), CheckoutSuite.PROGRAM);
            program.create();
            program.create();
            server.checkouts(3);

            assertThat(Audits.when(3, Duration.ZERO, program::orderCount)).hasValue(2);
        }
    }

    private static Report run(MemoryServer server) throws Exception {
        Options options = new Options();
        options.rounds = 1;
        options.seconds = 1;
        options.warmUpSeconds = 0;
        options.firstWarmUpSeconds = 0;
        options.inFlight = List.of(10);
        options.rates = List.of(50);
        options.couponsInFlight = List.of(8);
        options.otherInFlight = 5;
        options.customers = 2_000;
        options.shop = "memory-shop";
        server.open("programs/memory-shop");
        options.purchases = 20;
        Place place = new Place(
                "127.0.0.1",
                server.port(),
                "",
                OptionalInt.of(server.port()),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Benchmark(options, place, silent).run();
    }
}
