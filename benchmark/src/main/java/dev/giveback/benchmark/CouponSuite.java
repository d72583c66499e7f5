package dev.giveback.benchmark;

import dev.giveback.benchmark.load.CouponRequests;
import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Checkouts that use one coupon and pay a part with points, beside the hand-written one. The coupons are granted before a contender runs:
 * as many as the best rate so far could use up, and half as many again.
 */
final class CouponSuite implements Suite {
    static final String PROGRAM = "programs/bench-coupons";

    private static final int FIRST_COUPONS = 2_000;
    private static final double RESERVE = 1.5;

    private final Generator generator;
    private final Options options;
    private final Programs program;
    private final CouponRequests requests;
    private final Workload<?, ?> checkouts;
    private final Ledger ledger = new Ledger();
    private OptionalLong ordersBefore = OptionalLong.empty();
    private OptionalLong spentBefore = OptionalLong.empty();
    private OptionalLong usedBefore = OptionalLong.empty();
    private double bestRate;

    CouponSuite(Generator generator) {
        this.generator = generator;
        options = generator.options();
        program = new Programs(generator.target().channel(0), PROGRAM);
        requests = new CouponRequests(PROGRAM, options.customers, options.lines);
        checkouts = requests.checkouts();
    }

    @Override
    public Name name() {
        return Name.COUPONS;
    }

    @Override
    public void prepare() throws InterruptedException {
        program.create();
        ordersBefore = program.orderCount();
        spentBefore = program.pointsSpent();
        generator.progress().println("points for each of " + options.customers + " customers");
        generator.sendAll("orders that give points", requests.openings(), options.customers);
        usedBefore = usedCoupons();
        if (generator.warmUpSeconds() > 0) {
            stock(generator.warmUpSeconds());
            ledger.add(generator.warmUp(checkouts));
            requests.restart();
        }
    }

    @Override
    public List<Contender> gateway() {
        List<Contender> contenders = new ArrayList<>();
        for (int inFlight : options.couponsInFlight) {
            ContenderInfo info = new ContenderInfo(
                    "coupon-checkout-" + inFlight,
                    Kind.COUPON_CHECKOUT,
                    "checkout with a coupon and points, " + inFlight + " in flight");
            contenders.add(new Contender(info, round -> {
                stock(generator.secondsOfARun());
                Measurement measurement = generator.load().closed(checkouts, inFlight, generator.window());
                ledger.add(measurement.ever());
                requireStock();
                bestRate = Math.max(bestRate, GatewayContenders.rateOf(measurement));
                return GatewayContenders.sample(info, round, null, measurement);
            }));
        }
        return contenders;
    }

    /** Grants coupons until there are enough for so many seconds. The rate of granting counts too: a grant is less work than a checkout. */
    private void stock(int seconds) throws InterruptedException {
        for (long missing = missing(seconds); missing > 0; missing = missing(seconds)) {
            long begin = System.nanoTime();
            generator.sendAll("coupons for the stock", requests.grants(), missing);
            if (missing >= FIRST_COUPONS) {
                bestRate = Math.max(bestRate, missing * 1e9 / (System.nanoTime() - begin));
            }
        }
    }

    private long missing(int seconds) {
        long planned = Math.max(FIRST_COUPONS, (long) Math.ceil(bestRate * RESERVE * seconds));
        return Math.min(planned, requests.mostInStock()) - requests.inStock();
    }

    private void requireStock() {
        int left = requests.inStock();
        if (left < 0) {
            requests.restart();
            throw new IllegalStateException(
                    "the stock of coupons was too small by " + -left + " (more --customers can hold more)");
        }
    }

    @Override
    public List<Contender> sql(SqlContenders make) {
        List<Contender> contenders = new ArrayList<>();
        options.sqlClients.forEach(clients -> contenders.add(make.couponStatements(clients)));
        options.sqlClients.forEach(clients -> contenders.add(make.couponFunction(clients)));
        return contenders;
    }

    @Override
    public List<Audit> audits() throws InterruptedException {
        return List.of(
                Audits.of(
                        "checkouts with a coupon, by the program's sums",
                        options.customers + ledger.acknowledged(),
                        ledger.unknown(),
                        ordersBefore,
                        program::orderCount),
                Audits.of(
                        "points that paid for them, by the program's sums",
                        CouponRequests.POINTS * ledger.right(),
                        CouponRequests.POINTS * ledger.perhapsRight(),
                        spentBefore,
                        program::pointsSpent),
                Audits.of(
                        "coupons that they used, by the customers' own lists",
                        ledger.right(),
                        ledger.perhapsRight(),
                        usedBefore,
                        this::usedCoupons));
    }

    /** Coupons that the customers' lists show as redeemed; empty when they cannot be asked, or one has more than a page of them. */
    private OptionalLong usedCoupons() {
        LongAdder used = new LongAdder();
        try {
            generator.sendAll("lists of coupons", requests.usedCoupons(used), options.customers);
            return OptionalLong.of(used.sum());
        } catch (IllegalStateException problem) {
            generator.progress().println(problem.getMessage());
            return OptionalLong.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }
}
