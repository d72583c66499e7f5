package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.RecommendationRequests;
import dev.giveback.benchmark.machine.CpuTimes;
import dev.giveback.benchmark.report.Latency;
import dev.giveback.benchmark.report.Sample;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.recommendation.v1.GetTasteRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import io.grpc.Channel;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One customer after another buys something and asks until it counts: how long that is, from the checkout's answer on. */
record Freshness(Generator generator, String program, RecommendationRequests requests, Ledger ledger) {
    private static final int PURCHASES_OF_ONE = 50;
    private static final long DEADLINE_SECONDS = 10;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    Sample measure(Round round) {
        Histogram nanos = new Histogram(3);
        CpuTimes before = generator.cpu().get();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(generator.options().seconds);
        while (System.nanoTime() < end) {
            String customer = customer();
            for (int purchase = 0; purchase < PURCHASES_OF_ONE && System.nanoTime() < end; purchase++) {
                nanos.recordValue(fresh(customer, requests.product(purchase)));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return sample(round, "recommend-fresh", seconds, nanos.getTotalCount(), nanos, generator, before);
    }

    static Sample sample(
            Round round, String id, double seconds, long calls, Histogram nanos, Generator generator, CpuTimes before) {
        Map<String, Double> cpu =
                new TreeMap<>(generator.cpu().get().minus(before).microsPerCall(calls));
        cpu.remove("pgbench");
        return new Sample(
                id,
                round.number(),
                null,
                seconds,
                calls,
                calls / seconds,
                Latency.of(nanos),
                null,
                Map.of(Outcomes.OK, calls),
                0,
                cpu);
    }

    /** One who is not of the held-out share, whose lists do not follow purchases. */
    private String customer() {
        while (true) {
            String customer = program + "/customers/fresh-" + requests.id();
            boolean isHeldOut = RecommendationServiceGrpc.newBlockingStub(channel())
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .getTaste(GetTasteRequest.newBuilder().setCustomer(customer).build())
                    .getIsHeldOut();
            if (!isHeldOut) {
                return customer;
            }
        }
    }

    private long fresh(String customer, String product) {
        var unused = CheckoutServiceGrpc.newBlockingStub(channel())
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .completeCheckout(requests.purchase(customer, product));
        ledger.add(Map.of(Outcomes.OK, 1L));
        long answered = System.nanoTime();
        while (!counts(customer, product)) {
            if (System.nanoTime() - answered > PATIENCE_NANOS) {
                throw new IllegalStateException("a purchase did not count within 30 s");
            }
        }
        return Math.max(1, System.nanoTime() - answered);
    }

    private boolean counts(String customer, String product) {
        RecommendResponse answer = RecommendationServiceGrpc.newBlockingStub(channel())
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .recommend(RecommendationRequests.again(customer));
        return answer.getRecommendationsList().stream()
                .anyMatch(next -> next.getProduct().endsWith("/" + product));
    }

    private Channel channel() {
        return generator.target().channel(0);
    }
}
