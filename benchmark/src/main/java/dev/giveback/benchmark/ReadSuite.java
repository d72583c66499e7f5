package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.load.OrderRequests;
import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Work;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads of a customer and quotes, beside empty calls, a row by its primary key, and a generator of others. */
final class ReadSuite implements Suite {
    private static final String PROGRAM = "programs/bench-reads";

    private final Generator generator;
    private final Options options;
    private final Programs program;
    private final Requests requests;
    private final Work get;
    private final Work quote;
    private final Ledger checkouts = new Ledger();
    private OptionalLong ordersBefore = OptionalLong.empty();

    ReadSuite(Generator generator) {
        this.generator = generator;
        options = generator.options();
        program = new Programs(generator.target().channel(0), PROGRAM);
        requests = new Requests(PROGRAM, options.lines);
        Customers customers = options.pickCustomers();
        get = Workloads.get(() -> requests.get(customers.pick()));
        quote = new OrderRequests(PROGRAM, customers, options.lines).quotes();
    }

    @Override
    public Name name() {
        return Name.READS;
    }

    @Override
    public void prepare() throws InterruptedException {
        program.create();
        ordersBefore = program.orderCount();
        AtomicInteger next = new AtomicInteger();
        Workload<?, ?> first = Workloads.checkout(() -> requests.checkout(next.incrementAndGet()));
        checkouts.add(generator.send(first, options.customers));
        generator.warmUp(get);
        generator.warmUp(quote);
    }

    @Override
    public List<Contender> gateway() {
        List<Contender> contenders = new ArrayList<>();
        int inFlight = options.otherInFlight;
        for (Road road : generator.roads()) {
            if (road.isDirect() || !options.suites.contains(Name.CHECKOUT)) {
                // Otherwise plain checkouts have it.
                contenders.add(road.closed(
                        road.kind(Kind.ECHO, Kind.ECHO_DIRECT), "empty call", Workloads.echo(), inFlight, all -> {}));
            }
            contenders.add(
                    road.closed(road.kind(Kind.GET, Kind.GET_DIRECT), "read of a customer", get, inFlight, all -> {}));
            contenders.add(road.closed(
                    road.kind(Kind.QUOTE, Kind.QUOTE_DIRECT), "quote of a checkout", quote, inFlight, all -> {}));
        }
        contenders.addAll(byOthers());
        return contenders;
    }

    /** The same by a generator that we did not write, where it is installed and the server tells its counters. */
    private List<Contender> byOthers() {
        Place place = generator.place();
        Optional<Path> program = H2Load.find();
        if (program.isEmpty() || place.metricsPort().isEmpty()) {
            generator
                    .progress()
                    .println("h2load is not measured: it is not on the PATH, or the server's metrics are not known");
            return List.of();
        }
        H2LoadContenders make = new H2LoadContenders(
                generator,
                new H2Load(program.get(), place, generator.cpu()),
                ServerCounters.at(place.host(), place.metricsPort().getAsInt()));
        GetCustomerRequest one = requests.get(1);
        return List.of(make.echo(Workloads.echo()), make.get(Workloads.get(() -> one), one));
    }

    @Override
    public List<Contender> sql(SqlContenders make) {
        List<Contender> contenders = new ArrayList<>();
        options.sqlClients.forEach(clients -> contenders.add(make.select(clients)));
        return contenders;
    }

    /** Reads leave nothing: the orders are those that were made before. */
    @Override
    public List<Audit> audits() throws InterruptedException {
        return List.of(Audits.of(
                "orders of customers who were read and quoted, by the program's sums",
                checkouts.acknowledged(),
                checkouts.unknown(),
                ordersBefore,
                program::orderCount));
    }
}
