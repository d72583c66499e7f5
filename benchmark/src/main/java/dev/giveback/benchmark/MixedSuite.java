package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.load.Mixture;
import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Three reads to one checkout, of customers of whom some come far more often than others; and one customer who never stops buying. */
final class MixedSuite implements Suite {
    /** Of the mixture, by the contract of the comparison; the SQL side weighs its scripts 3 to 1. */
    static final int PERCENT_OF_READS = 75;

    /** The exponent of Zipf's law when the options name none. */
    static final double EXPONENT = 1.1;

    private static final String PROGRAM = "programs/bench-mixed";
    private static final String HOT_PROGRAM = "programs/bench-hot-customer";
    private static final int HOT = 1;

    private final Generator generator;
    private final Options options;
    private final Programs program;
    private final Programs hotProgram;
    private final Requests requests;
    private final Mixture mixture;
    private final Workload<?, ?> hot;
    private final Ledger mixed = new Ledger();
    private final Ledger hotOrders = new Ledger();
    private OptionalLong ordersBefore = OptionalLong.empty();
    private OptionalLong hotBefore = OptionalLong.empty();

    MixedSuite(Generator generator) {
        this.generator = generator;
        options = generator.options();
        program = new Programs(generator.target().channel(0), PROGRAM);
        hotProgram = new Programs(generator.target().channel(0), HOT_PROGRAM);
        requests = new Requests(PROGRAM, options.lines);
        Customers customers = Customers.zipf(options.customers, options.zipf == null ? EXPONENT : options.zipf);
        mixture = new Mixture(
                Workloads.get(() -> requests.get(customers.pick())),
                Workloads.checkout(() -> requests.checkout(customers.pick())),
                PERCENT_OF_READS);
        Requests ofOne = new Requests(HOT_PROGRAM, options.lines);
        hot = Workloads.checkout(() -> ofOne.checkout(HOT));
    }

    @Override
    public Name name() {
        return Name.MIXED;
    }

    @Override
    public void prepare() throws InterruptedException {
        program.create();
        hotProgram.create();
        ordersBefore = program.orderCount();
        hotBefore = hotProgram.orderCount();
        AtomicInteger next = new AtomicInteger();
        mixed.add(
                generator.send(Workloads.checkout(() -> requests.checkout(next.incrementAndGet())), options.customers));
        generator.warmUp(mixture);
        mixed.add(mixture.takeWritten());
        hotOrders.add(generator.warmUp(hot));
    }

    @Override
    public List<Contender> gateway() {
        List<Contender> contenders = new ArrayList<>();
        for (Road road : generator.roads()) {
            contenders.add(road.closed(
                    road.kind(Kind.MIXED, Kind.MIXED_DIRECT),
                    "three reads to one checkout, customers by Zipf's law",
                    mixture,
                    options.otherInFlight,
                    all -> mixed.add(mixture.takeWritten())));
            contenders.add(road.closed(
                    road.kind(Kind.HOT_CUSTOMER, Kind.HOT_CUSTOMER_DIRECT),
                    "checkout of one customer",
                    hot,
                    options.otherInFlight,
                    hotOrders::add));
        }
        return contenders;
    }

    @Override
    public List<Contender> sql(SqlContenders make) {
        List<Contender> contenders = new ArrayList<>();
        options.sqlClients.forEach(clients -> contenders.add(make.mixed(clients)));
        options.sqlClients.forEach(clients -> contenders.add(make.hotCustomer(clients)));
        return contenders;
    }

    @Override
    public List<Audit> audits() throws InterruptedException {
        return List.of(
                Audits.of(
                        "checkouts among reads, by the program's sums",
                        mixed.acknowledged(),
                        mixed.unknown(),
                        ordersBefore,
                        program::orderCount),
                Audits.of(
                        "checkouts of one customer, by the program's sums",
                        hotOrders.acknowledged(),
                        hotOrders.unknown(),
                        hotBefore,
                        hotProgram::orderCount));
    }
}
