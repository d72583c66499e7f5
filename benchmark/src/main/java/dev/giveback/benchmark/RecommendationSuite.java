package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.RecommendationRequests;
import dev.giveback.benchmark.load.Schedule;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.recommendation.v1.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Recommendations about the customers of the real shop, beside empty calls, and how soon a purchase counts. */
final class RecommendationSuite implements Suite {
    private final Generator generator;
    private final Options options;
    private final RecommendationShop shop;
    private final Programs program;
    private final Ledger ledger = new Ledger();
    private OptionalLong ordersBefore = OptionalLong.empty();
    private @Nullable RecommendationRequests requests;

    RecommendationSuite(Generator generator) {
        this.generator = generator;
        options = generator.options();
        String name = options.shop == null ? RealShop.ofNewRun() : options.shop;
        shop = new RecommendationShop(generator.target().channel(0), "programs/" + name);
        program = new Programs(generator.target().channel(0), shop.name());
    }

    @Override
    public Name name() {
        return Name.RECOMMENDATIONS;
    }

    @Override
    public void prepare() throws InterruptedException {
        if (options.shop == null) {
            fill();
        }
        shop.whenRead();
        Model model = shop.learn();
        generator
                .progress()
                .printf(
                        Locale.ROOT,
                        "recommendations know %,d purchases of %,d customers; %s rank%n",
                        model.getPurchases(),
                        model.getCustomers(),
                        model.getAny().getByTrees() ? "trees" : "the blend's weights");
        requests = new RecommendationRequests(shop.customers(), shop.products());
        ordersBefore = program.orderCount();
        generator.warmUp(requests().withBasket());
        generator.warmUp(requests().plain());
    }

    private void fill() throws InterruptedException {
        try {
            RealShop.fill(
                    options.giveback,
                    generator.target().port(),
                    generator.place().key(),
                    shop.name(),
                    options.shopDays,
                    generator.progress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private RecommendationRequests requests() {
        return Objects.requireNonNull(requests, "requests (expected: prepare() came before)");
    }

    @Override
    public List<Contender> gateway() {
        int inFlight = options.otherInFlight;
        String beside = ", beside " + options.purchases + " purchases a second";
        return List.of(
                contender(
                        Kind.RECOMMEND_ECHO,
                        "empty call beside recommendations, " + inFlight + " in flight",
                        round -> closed(Workloads.echo())),
                contender(Kind.RECOMMEND, "recommendation that is kept, " + inFlight + " in flight", round -> kept()),
                contender(
                        Kind.RECOMMEND_LIVE,
                        "recommendation" + beside + ", " + inFlight + " in flight",
                        round -> besidePurchases(() -> closed(requests().plain()))),
                contender(
                        Kind.RECOMMEND_BASKET,
                        "recommendation with three products in the basket, " + inFlight + " in flight",
                        round -> closed(requests().withBasket())),
                atHalf(beside),
                new Contender(
                        new ContenderInfo(
                                "recommend-fresh",
                                Kind.RECOMMEND_FRESH,
                                "from a checkout's answer to a changed recommendation, one after another"),
                        round -> new Freshness(generator, shop.name(), requests(), ledger).measure(round)),
                new Contender(
                        new ContenderInfo(
                                "recommend-rebuild",
                                Kind.RECOMMEND_REBUILD,
                                "rebuild of all models from the journal, by the event (latency: of all)"),
                        round -> new RebuildTime(generator, shop).measure(round)));
    }

    private interface Measuring {
        Measurement measure(Round round) throws InterruptedException;
    }

    private interface Load {
        Measurement run() throws InterruptedException;
    }

    private static Contender contender(Kind kind, String description, Measuring measuring) {
        ContenderInfo info =
                new ContenderInfo(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), kind, description);
        return new Contender(info, round -> GatewayContenders.sample(info, round, null, measuring.measure(round)));
    }

    private Measurement closed(Workload<?, ?> workload) throws InterruptedException {
        return generator.load().closed(workload, options.otherInFlight, generator.window());
    }

    /** Every customer is asked about once before, so that each answer stands ready. */
    private Measurement kept() throws InterruptedException {
        generator.sendAll(
                "recommendations for each customer",
                requests().inTurn(),
                requests().customers());
        return closed(requests().plain());
    }

    private Contender atHalf(String beside) {
        ContenderInfo info = new ContenderInfo(
                "recommend-at-half", Kind.RECOMMEND_AT_RATE, "recommendation at half the round's rate" + beside);
        return new Contender(info, round -> {
            double rate = round.halfOfMaximum(Kind.RECOMMEND_LIVE)
                    .orElseThrow(() -> new IllegalStateException("no recommendation was answered in this round"));
            Measurement measurement = besidePurchases(
                    () -> generator.load().open(requests().plain(), new Schedule(rate), generator.window()));
            return GatewayContenders.sample(info, round, rate, measurement);
        });
    }

    /** Sends purchases at their rate for as long as the other load lasts. */
    private Measurement besidePurchases(Load load) throws InterruptedException {
        FutureTask<Measurement> purchases = new FutureTask<>(() ->
                generator.load().open(requests().purchases(), new Schedule(options.purchases), generator.window()));
        Thread.ofPlatform().name("purchases").start(purchases);
        Measurement measurement = load.run();
        try {
            ledger.add(purchases.get().ever());
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the purchases beside: " + failed.getCause(), failed);
        }
        return measurement;
    }

    @Override
    public List<Contender> sql(SqlContenders make) {
        return List.of();
    }

    @Override
    public List<Audit> audits() throws InterruptedException {
        return List.of(Audits.of(
                "purchases beside recommendations, by the program's sums",
                ledger.acknowledged(),
                ledger.unknown(),
                ordersBefore,
                program::orderCount));
    }
}
