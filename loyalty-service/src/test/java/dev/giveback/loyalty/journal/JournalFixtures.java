package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.type.Money;
import dev.giveback.journal.v1.AdminActBegun;
import dev.giveback.journal.v1.AdminActEnded;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.ExpiredCoupon;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.TierGrant;
import dev.giveback.loyalty.v1.EarningMultiplier;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.platform.acts.StoredAdminEvent;
import dev.giveback.platform.journal.ChainHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of each thing that is stored, as the domain has it; its bytes, as the first build wrote them, are kept as files. The events
 * are those of one customer, in order, and set every field at least once.
 */
final class JournalFixtures {
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00.123Z");
    private static final Instant LATER = Instant.parse("2026-07-05T00:00:00Z");
    private static final long DAY = 20_458;
    private static final LotUse LOT_1 = new LotUse(1, 3);
    private static final LotUse LOT_2 = new LotUse(2, 5);
    private static final Currency GBP = Currency.getInstance("GBP");

    private final Map<String, CustomerEvent> events = new LinkedHashMap<>();

    private JournalFixtures() {
        add("customer-enrolled", new Change.CustomerEnrolled());
        add("checkout-completed-long-ago", longAgo());
        add("checkout-completed", checkout("o-1", 2, 0));
        add("order-refunded", refund());
        add("activity-rewarded", new Change.ActivityRewarded("review", "review-of-85123A", 25, 2, lot(3), DAY));
        add("points-redeemed", new Change.PointsRedeemed("voucher", List.of(LOT_1, LOT_2)));
        add("points-held", new Change.PointsHeld("h1", List.of(LOT_1, LOT_2), LATER));
        add("hold-captured", new Change.HoldCaptured("h1", List.of(LOT_1), 5));
        add("points-held-for-release", new Change.PointsHeld("h2", List.of(LOT_2), LATER));
        add("hold-released", new Change.HoldReleased("h2", 5));
        add("points-held-and-open", new Change.PointsHeld("h3", List.of(LOT_2), LATER));
        add("points-adjusted-up", new Change.PointsAdjusted("goodwill", 25, 1, lot(4), List.of()));
        add("points-adjusted-down", new Change.PointsAdjusted("mistake", -3, 0, null, List.of(LOT_1)));
        add(
                "checkout-completed-with-tier-and-expiry",
                checkout("o-2", 5, 1),
                request(99),
                List.of(LOT_1),
                new TierGrant("gold", BEGIN, LATER));
        add("points-expired", new Change.PointsExpired(), Request.NONE, List.of(LOT_1), null);
        PricedFixtures.changes().forEach(this::add);
        PricedFixtures.ofCampaigns().forEach(this::add);
        add(
                "points-expired-with-coupons",
                new Change.PointsExpired(),
                Request.NONE,
                List.of(),
                List.of(PricedFixtures.expired("c-7", true), PricedFixtures.expired("c-old", false)),
                null);
        add("coupon-granted-after-expiry", PricedFixtures.afterExpiry());
    }

    /** The events of one customer by the names of their files, in order. */
    static Map<String, CustomerEvent> events() {
        return new JournalFixtures().events;
    }

    /** Everything that is kept, by the names of the files, as this build would write it. */
    static Map<String, MessageLite> files() {
        Map<String, MessageLite> files = new LinkedHashMap<>();
        events().forEach((name, event) -> put(files, name, event));
        files.put("program-event", programEvent());
        files.put("journal-record-of-a-customer", firstRecord().toRecord());
        files.put(
                "journal-record-of-a-program",
                StoredProgramEvent.following(ChainHash.NONE, programEvent()).toRecord());
        files.put("journal-record-of-an-admin-act", adminRecord().toRecord());
        files.put("customer-snapshot-4", snapshot(state()));
        SagaFixtures.events().forEach((name, event) -> put(files, name, event));
        SagaFixtures.others().forEach((name, event) -> put(files, name, event));
        files.put(SagaFixtures.SNAPSHOT, snapshot(SagaFixtures.state()));
        PrivacyFixtures.events().forEach((name, event) -> put(files, name, event));
        PrivacyFixtures.states().forEach((name, state) -> files.put(name, snapshot(state)));
        put(files, PreferencesFixtures.EVENT, PreferencesFixtures.event());
        files.put(PreferencesFixtures.SNAPSHOT, snapshot(PreferencesFixtures.state()));
        return files;
    }

    private static void put(Map<String, MessageLite> files, String name, CustomerEvent event) {
        dev.giveback.journal.v1.CustomerEvent stored = CustomerEventMapper.toProto(event);
        files.put(fileOf(name, stored), stored);
    }

    /** The name of an event's file; that of a later version than the first has its number behind it. */
    static String fileOf(String name, dev.giveback.journal.v1.CustomerEvent stored) {
        return stored.getChangeVersion() == 0 ? name : name + "-version-" + stored.getChangeVersion();
    }

    static StoredCustomerEvent firstRecord() {
        return StoredCustomerEvent.following(
                ChainHash.NONE, events().values().iterator().next());
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

    /** As it is stored, with its checksum. */
    static CustomerSnapshot snapshot(CustomerState state) {
        try {
            return CustomerSnapshot.parseFrom(new JournalSerializer().toBinary(state));
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The end of an act, which follows its beginning. */
    static StoredAdminEvent adminRecord() {
        AdminEvent begun = AdminEvent.newBuilder()
                .setRecordMillis(BEGIN.toEpochMilli())
                .setBegun(AdminActBegun.newBuilder()
                        .setVerb("GetLiability")
                        .setSubject("programs/shop")
                        .setPrincipal("admin")
                        .setOperator("anna")
                        .setReason("end of quarter")
                        .putDetails("as_of", "2026-01-05T10:00:00Z"))
                .build();
        AdminEvent ended = AdminEvent.newBuilder()
                .setRecordMillis(BEGIN.toEpochMilli() + 1_500)
                .setEnded(
                        AdminActEnded.newBuilder().setActId(1).setOutcome("OK").putDetails("events", "12"))
                .build();
        return StoredAdminEvent.following(
                StoredAdminEvent.following(ChainHash.NONE, begun).chainHash(), ended);
    }

    static ProgramEvent programEvent() {
        return ProgramEvent.newBuilder()
                .setRecordMillis(BEGIN.toEpochMilli())
                .setRequestId("create")
                .setRequestFingerprint(-7)
                .setPrincipal("admin")
                .setProgram(Program.newBuilder()
                        .setName("programs/shop")
                        .setCurrencyCode("GBP")
                        .setTimeZone("Europe/London")
                        .setVersion(1)
                        .setEarning(EarningPolicy.newBuilder()
                                .setRate(EarningRate.newBuilder()
                                        .setPoints(1)
                                        .setPer(Money.newBuilder()
                                                .setCurrencyCode("GBP")
                                                .setUnits(1)))
                                .addMultipliers(EarningMultiplier.newBuilder()
                                        .setRuleId("double")
                                        .setCondition("line.product == 'DOUBLE'")
                                        .setPercent(200))))
                .build();
    }

    private void add(String name, Change change) {
        add(name, change, request(events.size()), List.of(), null);
    }

    private void add(String name, Change change, Request request, List<LotUse> expired, @Nullable TierGrant tier) {
        add(name, change, request, expired, List.of(), tier);
    }

    private void add(
            String name,
            Change change,
            Request request,
            List<LotUse> expired,
            List<ExpiredCoupon> expiredCoupons,
            @Nullable TierGrant tier) {
        CustomerEvent.Header header = new CustomerEvent.Header(
                BEGIN.plusSeconds(events.size()),
                request,
                3,
                new Balance(40, 30, 20, 10),
                expired,
                expiredCoupons,
                tier);
        events.put(name, new CustomerEvent(header, change));
    }

    private static Request request(long number) {
        return new Request("request-" + number, -number, "till-7");
    }

    private static Lot lot(long id) {
        Lot.Source source = id == 3 ? Lot.Source.ACTIVITY : id == 4 ? Lot.Source.ADJUSTMENT : Lot.Source.ORDER;
        return new Lot(id, source, "reference-" + id, BEGIN, BEGIN.plusSeconds(60), LATER, 50, 50);
    }

    /** So old that its window is over: only its id is kept, and what it came to on its day. */
    private static Change longAgo() {
        Instant bought = Instant.parse("2015-01-05T10:00:00Z");
        return new Change.CheckoutCompleted(
                "o-old",
                bought,
                List.of(new Change.OrderLine("A", "", 1, 5_000, 50)),
                new dev.giveback.loyalty.domain.Money(GBP, 5_000),
                50,
                0,
                0,
                lot(1),
                List.of(),
                bought.plusSeconds(86_400),
                16_440,
                "");
    }

    private static Change checkout(String orderId, long lotId, long owedPaid) {
        return new Change.CheckoutCompleted(
                orderId,
                BEGIN,
                List.of(
                        new Change.OrderLine("85123A", "candles", 6, 255, 15),
                        new Change.OrderLine("DOUBLE", "", 1, 1_750, 36)),
                new dev.giveback.loyalty.domain.Money(GBP, 3_280),
                50 + owedPaid,
                1,
                owedPaid,
                lot(lotId),
                List.of(new Change.RuleShare("double", 17), new Change.RuleShare("less", -1)),
                LATER,
                DAY,
                "gold");
    }

    private static Change refund() {
        return new Change.OrderRefunded(
                "o-1",
                BEGIN.plusSeconds(2),
                "credit-note-1",
                List.of(new Change.RefundedLine(1, 5, 12), new Change.RefundedLine(2, 1, 1)),
                3_025,
                13,
                List.of(LOT_2),
                1,
                7,
                DAY);
    }

    /** Writes the files that are not there yet into the folder that is given; a file that is there is never touched. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, MessageLite> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey() + ".binpb");
            if (!Files.exists(path)) {
                Files.write(path, file.getValue().toByteArray(), StandardOpenOption.CREATE_NEW);
                System.out.println("written: " + path.getFileName());
            }
        }
    }
}
