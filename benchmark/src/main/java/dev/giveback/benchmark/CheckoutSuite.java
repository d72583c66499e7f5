package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Window;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Plain checkouts beside the hand-written one, with empty calls and reads through the same gateway. */
final class CheckoutSuite implements Suite {
    static final String PROGRAM = "programs/bench";

    private final Generator generator;
    private final Options options;
    private final Programs program;
    private final Requests requests;
    private final Customers customers;
    private final Ledger ledger = new Ledger();
    private OptionalLong ordersBefore = OptionalLong.empty();

    CheckoutSuite(Generator generator) {
        this.generator = generator;
        options = generator.options();
        program = new Programs(generator.target().channel(0), PROGRAM);
        requests = new Requests(PROGRAM, options.lines);
        customers = options.pickCustomers();
    }

    @Override
    public Name name() {
        return Name.CHECKOUT;
    }

    @Override
    public void prepare() throws InterruptedException {
        program.create();
        ordersBefore = program.orderCount();
        makeCustomers();
        if (options.firstWarmUpSeconds > 0) {
            Window window = Window.after(Duration.ZERO, Duration.ofSeconds(options.firstWarmUpSeconds));
            ledger.add(generator
                    .load()
                    .closed(
                            Workloads.checkout(() -> requests.checkout(customers.pick())),
                            options.otherInFlight,
                            window)
                    .ever());
        }
    }

    /** One checkout for every customer, so that reads find all and no contender pays for the first visit of another's customer. */
    private void makeCustomers() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Map<String, Long> outcomes =
                generator.send(Workloads.checkout(() -> requests.checkout(next.incrementAndGet())), options.customers);
        ledger.add(outcomes);
        generator.progress().println("a checkout for each of " + options.customers + " customers: " + outcomes);
        if (!outcomes.containsKey(Outcomes.OK)) {
            throw new IllegalStateException("no checkout was answered OK: " + outcomes);
        }
    }

    @Override
    public List<Contender> gateway() {
        GatewayContenders make =
                new GatewayContenders(generator.load(), requests, customers, ledger, generator.window());
        List<Contender> contenders = new ArrayList<>();
        options.inFlight.forEach(inFlight -> contenders.add(make.checkout(inFlight)));
        contenders.add(make.echo(options.otherInFlight));
        contenders.add(make.checkoutAtHalf());
        for (Road road : generator.roads()) {
            contenders.addAll(onRoad(road));
        }
        return contenders;
    }

    private List<Contender> onRoad(Road road) {
        Workload<?, ?> checkout = Workloads.checkout(() -> requests.checkout(customers.pick()));
        List<Contender> contenders = new ArrayList<>();
        if (road.isDirect()) {
            options.inFlight.forEach(inFlight ->
                    contenders.add(road.closed(Kind.CHECKOUT_DIRECT, "checkout", checkout, inFlight, ledger::add)));
        }
        Kind atRate = road.kind(Kind.CHECKOUT_FIXED_RATE, Kind.CHECKOUT_DIRECT_FIXED_RATE);
        options.rates.forEach(rate -> contenders.add(road.open(atRate, "checkout", checkout, rate, ledger::add)));
        return contenders;
    }

    @Override
    public List<Contender> sql(SqlContenders make) {
        List<Contender> contenders = new ArrayList<>();
        options.sqlClients.forEach(clients -> contenders.add(make.statements(clients)));
        options.sqlClients.forEach(clients -> contenders.add(make.function(clients)));
        contenders.add(make.commitAtHalf());
        options.journalBatches.forEach(batch -> contenders.add(make.journalRows(batch)));
        return contenders;
    }

    @Override
    public List<Audit> audits() throws InterruptedException {
        return List.of(Audits.of(
                "checkouts, by the program's sums",
                ledger.acknowledged(),
                ledger.unknown(),
                ordersBefore,
                program::orderCount));
    }
}
