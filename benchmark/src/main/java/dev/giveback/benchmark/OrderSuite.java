package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Customers;
import dev.giveback.benchmark.load.OrderRequests;
import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.Workload;
import dev.giveback.benchmark.report.Audit;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/** Checkouts that are reserved and then confirmed, two calls and two durable rows each, and refunds of one piece of an order. */
final class OrderSuite implements Suite {
    private static final String PROGRAM = "programs/bench-orders";

    private final Generator generator;
    private final Options options;
    private final Programs program;
    private final Customers customers;
    private final OrderRequests requests;
    private final Ledger orders = new Ledger();
    private final Ledger refunds = new Ledger();
    private OptionalLong ordersBefore = OptionalLong.empty();

    OrderSuite(Generator generator) {
        this.generator = generator;
        options = generator.options();
        program = new Programs(generator.target().channel(0), PROGRAM);
        customers = options.pickCustomers();
        requests = new OrderRequests(PROGRAM, customers, options.lines);
    }

    @Override
    public Name name() {
        return Name.ORDERS;
    }

    @Override
    public void prepare() throws InterruptedException {
        program.create();
        ordersBefore = program.orderCount();
        generator.sendAll("orders to refund", requests.openings(), options.customers);
        orders.add(Map.of(Outcomes.OK, (long) options.customers));
        orders.add(generator.warmUp(requests.reservedAndConfirmed()));
        refunds.add(generator.warmUp(requests.refunds()));
    }

    @Override
    public List<Contender> gateway() {
        List<Contender> contenders = new ArrayList<>();
        for (Road road : generator.roads()) {
            Kind reserve = road.kind(Kind.RESERVE_CONFIRM, Kind.RESERVE_CONFIRM_DIRECT);
            Kind refund = road.kind(Kind.REFUND, Kind.REFUND_DIRECT);
            String both = "reserved and confirmed, two calls";
            for (int inFlight : options.inFlight) {
                contenders.add(road.closed(reserve, both, requests.reservedAndConfirmed(), inFlight, orders::add));
                contenders.add(road.closed(refund, "refund of one piece", requests.refunds(), inFlight, refunds::add));
            }
            for (int rate : options.rates) {
                contenders.add(road.open(
                        road.kind(Kind.RESERVE_CONFIRM_FIXED_RATE, Kind.RESERVE_CONFIRM_DIRECT_FIXED_RATE),
                        both,
                        requests.reservedAndConfirmed(),
                        rate,
                        orders::add));
                contenders.add(road.open(
                        road.kind(Kind.REFUND_FIXED_RATE, Kind.REFUND_DIRECT_FIXED_RATE),
                        "refund of one piece",
                        requests.refunds(),
                        rate,
                        refunds::add));
            }
        }
        return contenders;
    }

    @Override
    public List<Contender> sql(SqlContenders make) {
        List<Contender> contenders = new ArrayList<>();
        options.sqlClients.forEach(clients -> contenders.add(make.reserveConfirm(clients)));
        options.sqlClients.forEach(clients -> contenders.add(make.refund(clients)));
        return contenders;
    }

    @Override
    public List<Audit> audits() throws InterruptedException {
        return List.of(
                Audits.of(
                        "orders that were confirmed, by the program's sums",
                        orders.acknowledged(),
                        orders.unknown(),
                        ordersBefore,
                        program::orderCount),
                Audits.of(
                        "pieces that were refunded, by the customers' orders",
                        refunds.acknowledged(),
                        refunds.unknown(),
                        OptionalLong.of(0),
                        this::refundedPieces));
    }

    private OptionalLong refundedPieces() {
        LongAdder refunded = new LongAdder();
        Workload<?, ?> reads = requests.refundedOrders(refunded);
        try {
            generator.sendAll("orders that were refunded", reads, options.customers);
            return OptionalLong.of(refunded.sum());
        } catch (IllegalStateException unreadable) {
            return OptionalLong.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }
}
