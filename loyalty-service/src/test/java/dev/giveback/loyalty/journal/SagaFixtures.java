package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.Coupons;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Days;
import dev.giveback.loyalty.domain.Decline;
import dev.giveback.loyalty.domain.Estate;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Lots;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Orders;
import dev.giveback.loyalty.domain.Preferences;
import dev.giveback.loyalty.domain.Profile;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.loyalty.domain.TierGrant;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.Selection;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/** What a second customer does together with others, for the fixtures; its events are in order, and have a snapshot of their own. */
final class SagaFixtures {
    /** The name of the snapshot's file. */
    static final String SNAPSHOT = "customer-snapshot-4-with-sagas";

    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00.123Z");
    private static final Instant LATER = Instant.parse("2036-07-05T00:00:00Z");

    private final Map<String, CustomerEvent> events = new LinkedHashMap<>();

    private SagaFixtures() {
        add("saga-points-adjusted", new Change.PointsAdjusted("welcome", 50, 0, lot(1, 50), List.of()));
        add("points-sent", new Change.PointsSent("t-1", "ben", "for tea", List.of(new SpentLot(1, 10, LATER))));
        add("transfer-settled", new Change.TransferSettled("t-1", "ben"));
        add("points-sent-to-come-back", sent("t-2"));
        add(
                "transfer-returned",
                new Change.TransferReturned("t-2", "ben", Reason.BALANCE_LIMIT_REACHED, List.of(lot(2, 10)), 0));
        add("points-sent-and-under-way", sent("t-3"));
        add("points-received", new Change.PointsReceived("cleo", "t-1", "thanks", List.of(lot(3, 7)), 0));
        add("transfer-declined", new Change.TransferDeclined("dora", "t-1", 5, Reason.BALANCE_LIMIT_REACHED));
        add("customer-absorbed", new Change.CustomerAbsorbed("emil", 7, estate(), List.of(new LotUse(4, 3))));
        Decline conflict = new Decline(Reason.MERGE_CONFLICT, "both have order o-1");
        add("merge-declined", new Change.MergeDeclined("finn", 2, conflict));
        add("merge-begun", new Change.MergeBegun("gina", 11, 40, 2));
        add("merge-reverted", new Change.MergeReverted("gina", 11, conflict, 40, 2, LATER));
        add("merge-begun-and-under-way", new Change.MergeBegun("hugo", 13, 40, 2));
    }

    /** The events of the customer by the names of their files, in order. */
    static Map<String, CustomerEvent> events() {
        return new SagaFixtures().events;
    }

    /** What no event of that customer can be: its merge is under way in the snapshot, and its orders are as they were. */
    static Map<String, CustomerEvent> others() {
        SagaFixtures others = new SagaFixtures();
        others.events.clear();
        others.add("merge-settled", new Change.MergeSettled("hugo", 13));
        others.add("orders-rederived", rederived());
        others.add("order-corrected", corrected(List.of()));
        others.add(
                "order-corrected-with-the-lines-before",
                corrected(List.of(new Change.LineBefore("A", 2, 200, 1), new Change.LineBefore("B", 1, 10, 0))));
        others.add(
                "order-refunded-with-products",
                new Change.OrderRefunded(
                        "o-1",
                        BEGIN.plusSeconds(2),
                        "credit-note-1",
                        List.of(new Change.RefundedLine(2, 1, 1, "B", 10)),
                        10,
                        1,
                        List.of(),
                        0,
                        1,
                        20_458));
        return others.events;
    }

    private static Change.OrderCorrected corrected(List<Change.LineBefore> linesBefore) {
        Change.CheckoutCompleted was =
                (Change.CheckoutCompleted) order().event().change();
        return new Change.OrderCorrected(
                new Change.CheckoutCompleted(
                        was.orderId(),
                        BEGIN.minusSeconds(86_400),
                        List.of(new Change.OrderLine("A", "", 1, 250, 5), new Change.OrderLine("B", "jars", 0, 10, 0)),
                        new Money(Currency.getInstance("GBP"), 250),
                        5,
                        1,
                        2,
                        was.lot(),
                        List.of(new Change.RuleShare("base", 5)),
                        LATER,
                        20_457,
                        "gold"),
                BEGIN,
                20_458,
                3,
                400,
                200,
                rederived(),
                linesBefore);
    }

    private static Change.OrdersRederived rederived() {
        return new Change.OrdersRederived(
                "till 4 was offline",
                List.of("o-0"),
                List.of(
                        new Change.RederivedOrder(
                                "o-0", BEGIN, 20_458, 10, List.of(40L, 20L), 50, 3, lot(6, 47), List.of(), 0, 0),
                        new Change.RederivedOrder(
                                "o-1",
                                BEGIN.plusSeconds(60),
                                20_458,
                                80,
                                List.of(30L),
                                0,
                                0,
                                null,
                                List.of(new LotUse(5, 20)),
                                10,
                                20)));
    }

    /** Something of every kind. */
    private static Estate estate() {
        Coupon coupon = new Coupon(
                "c-1",
                "programs/shop/campaigns/summer",
                2,
                new CouponTerms(
                        "Ten percent",
                        new Benefit.PercentOff(1_000, Benefit.Scope.ORDER),
                        Selection.ALL,
                        "",
                        "",
                        0,
                        0,
                        "summer",
                        0,
                        false,
                        true),
                BEGIN,
                BEGIN,
                LATER,
                "SUMMER10",
                List.of(new SpentLot(1, 3, LATER)),
                42,
                new Coupon.End(BEGIN, "o-9"),
                true,
                false);
        return new Estate(
                new Lots(List.of(lot(4, 20), lot(5, 30))),
                6,
                3,
                Coupons.of(List.of(coupon), HashTreePMap.singleton("c-0", 41L)),
                new Orders(
                        HashTreePMap.singleton("o-9", order()),
                        TreePVector.singleton("o-9"),
                        HashTreePSet.singleton("o-8")),
                new Days(TreePMap.singleton(20_458L, new Days.Count(5, 500)), new Days.Count(5, 500)),
                HashTreePMap.singleton("review", new Customer.ActivityCount(20_450, 2)),
                HashTreePMap.singleton("h-1", Holds.End.RELEASED),
                2,
                BEGIN,
                new TierGrant("gold", BEGIN, LATER),
                Profile.NONE,
                Preferences.NONE);
    }

    private static Order order() {
        Change.CheckoutCompleted completed = new Change.CheckoutCompleted(
                "o-9",
                BEGIN,
                List.of(new Change.OrderLine("A", "", 2, 250, 5)),
                new Money(Currency.getInstance("GBP"), 500),
                5,
                0,
                0,
                lot(1, 5),
                List.of(),
                LATER,
                20_458,
                "");
        CustomerEvent.Header header = new CustomerEvent.Header(
                BEGIN, new Request("checkout", 9, ""), 3, new Balance(5, 0, 0, 0), List.of(), null);
        return new Order(new CustomerEvent(header, completed), List.of(1L), true, 3);
    }

    /** The customer after all events. */
    static CustomerState state() {
        CustomerState state = CustomerState.NEW;
        ByteString hash = ChainHash.NONE;
        for (CustomerEvent event : events().values()) {
            StoredCustomerEvent stored = StoredCustomerEvent.following(hash, event);
            state = state.evolve(stored);
            hash = stored.chainHash();
        }
        return state;
    }

    private static Change.PointsSent sent(String id) {
        return new Change.PointsSent(id, "ben", "", List.of(new SpentLot(1, 10, LATER)));
    }

    private static Lot lot(long id, long points) {
        Lot.Source source = id == 1 ? Lot.Source.ADJUSTMENT : Lot.Source.TRANSFER;
        return new Lot(id, source, "reference-" + id, BEGIN, BEGIN, LATER, points, points);
    }

    private void add(String name, Change change) {
        long number = events.size();
        CustomerEvent.Header header = new CustomerEvent.Header(
                BEGIN.plusSeconds(number),
                new Request("saga-" + number, -number, "till-7"),
                3,
                new Balance(40, 30, 20, 10),
                List.of(),
                null);
        events.put(name, new CustomerEvent(header, change));
    }
}
