package dev.giveback.coupon.journal;

import com.google.protobuf.MessageLite;
import com.google.type.Money;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.ClaimId;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.coupon.domain.Command;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.coupon.domain.Decision;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.coupon.domain.Purchase;
import dev.giveback.coupon.domain.Request;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignWindow;
import dev.giveback.coupon.v1.OveragePolicy;
import dev.giveback.coupon.v1.Surprise;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.CouponTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two campaigns' lives with an event of every kind, as it is kept in files for all later builds. */
final class JournalFixtures {
    private static final CampaignId ID = new CampaignId("shop", "summer");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Map<String, CampaignEvent> events = new LinkedHashMap<>();
    private RecordedCampaign recorded = RecordedCampaign.NEW;
    private RecordedCampaign surprise = RecordedCampaign.NEW;
    private Instant now = NOON;
    private @Nullable CampaignEvent moved;

    private JournalFixtures() {}

    static JournalFixtures told() {
        JournalFixtures story = new JournalFixtures();
        story.tell();
        return story;
    }

    private void tell() {
        decide("created", new Command.CreateCampaign(request("1"), definition(1_000), secret()));
        decide("updated", new Command.UpdateCampaign(request("2"), 1, definition(2_000)));
        Campaign.Check check = campaign().check(order("anna", "quoted", 1, ""), LONDON, now);
        claim(
                "claimed",
                order("anna", "1", 1, ""),
                order("anna", "2", 2, ""),
                order("ben", "1", 3, ""),
                order("cleo", "1", 4, ""));
        // The limit of four is reached, and the quote is honoured.
        claim("claimed-beyond", order("anna", "quoted", 5, check.quoteToken()));
        String anna = ClaimId.of(ID, "anna", "1");
        String ben = ClaimId.of(ID, "ben", "1");
        put(
                "granted",
                campaign()
                        .granted(
                                List.of(anna, ClaimId.of(ID, "anna", "2")),
                                List.of(new RefusedClaim(ben, "TOO_MANY_COUPONS")),
                                now)
                        .orElseThrow());
        decide("codes-revoked", new Command.RevokeCodes(request("3"), null, 1, 100));
        List<CouponNews> news = List.of(news(1, anna, Fate.REDEEMED, 310), news(2, anna, Fate.GIVEN_BACK, 310));
        put("settled", campaign().settled(news, LONDON, now).orElseThrow());
        List<CouponNews> merged = List.of(movedTo("dora", ClaimId.of(ID, "anna", "2")));
        moved = campaign().settled(merged, LONDON, now).orElseThrow();
        decide("paused", new Command.PauseCampaign(request("4")));
        tellOfASurprise();
    }

    /** Another campaign, which was paused and resumed, draws for orders and holds customers out of them and of a claim by hand. */
    private void tellOfASurprise() {
        RecordedCampaign first = recorded;
        recorded = RecordedCampaign.NEW;
        now = NOON;
        decide("surprise-created", new Command.CreateCampaign(request("1"), surprise(), secret()));
        decide("surprise-paused", new Command.PauseCampaign(request("2")));
        decide("surprise-resumed", new Command.ResumeCampaign(request("3")));
        List<Purchase> orders = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            orders.add(new Purchase(
                    new FeedPosition(i, 2),
                    "customer-" + i,
                    "order-" + i,
                    now,
                    new Purchase.Facts(5_000, 2, 1, LocalDateTime.of(2026, 3, 2, 12, 0), "gold", true, 3, 70)));
        }
        put(
                "surprises-drawn",
                campaign().drawn(ID, orders, text -> facts -> true, LONDON, now).orElseThrow());
        List<ClaimOrder> byHand = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            String customer = "customer-" + i;
            byHand.add(new ClaimOrder(ClaimId.of(ID, customer, "1"), customer, new Way.ByHand(), false, ""));
        }
        claim("surprise-held-out", byHand.toArray(ClaimOrder[]::new));
        surprise = recorded;
        recorded = first;
    }

    private static Definition surprise() {
        return Definitions.of(
                dev.giveback.coupon.v1.Campaign.newBuilder()
                        .setName(ID.name())
                        .setTerms(CouponTerms.newBuilder().setTitle("A surprise"))
                        .setLimits(CampaignLimits.newBuilder().setTotal(100))
                        .setControlBasisPoints(5_000)
                        .setSurprise(Surprise.newBuilder()
                                .setCondition("order.total > 1000")
                                .setChanceBasisPoints(6_000)
                                .setMemoryDays(30))
                        .build(),
                0,
                0);
    }

    private static Secret secret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        return new Secret(secret);
    }

    private static Definition definition(long capacity) {
        Money five = Money.newBuilder().setCurrencyCode("GBP").setUnits(5).build();
        return Definitions.of(
                dev.giveback.coupon.v1.Campaign.newBuilder()
                        .setName(ID.name())
                        .setDisplayName("Summer")
                        .setTerms(CouponTerms.newBuilder()
                                .setTitle("5 off")
                                .setAmountOff(AmountOff.newBuilder().setAmount(five)))
                        .setWindow(CampaignWindow.newBuilder().setCouponDays(30))
                        .setLimits(CampaignLimits.newBuilder()
                                .setTotal(4)
                                .setPerCustomer(3)
                                .setPerDay(50)
                                .setBudget(Money.newBuilder()
                                        .setCurrencyCode("GBP")
                                        .setUnits(500))
                                .setOverage(OveragePolicy.OVERAGE_POLICY_HONOUR_QUOTED))
                        .setUniqueCodes(UniqueCodes.newBuilder()
                                .setPattern("GIFT-####-####-##")
                                .setCapacity(capacity))
                        .build(),
                500,
                50_000);
    }

    private static Request request(String number) {
        return new Request("request-" + number, Long.parseLong(number), "operator");
    }

    private ClaimOrder order(String customer, String request, int serial, String quote) {
        String code = campaign().codes().orElseThrow().code(serial);
        return new ClaimOrder(
                ClaimId.of(ID, customer, request), customer, new Way.ByCode(code), serial % 2 == 1, quote);
    }

    private CouponNews news(long transaction, String claim, Fate fate, long discount) {
        return new CouponNews(
                new FeedPosition(transaction, 3),
                claim,
                "anna",
                fate,
                2,
                campaign().codes().orElseThrow().code(1),
                Objects.requireNonNull(campaign().live().get(claim), claim).time(),
                fate == Fate.GIVEN_BACK,
                discount);
    }

    private CouponNews movedTo(String customer, String claim) {
        return new CouponNews(
                new FeedPosition(5, 0),
                claim,
                customer,
                "anna",
                Fate.MOVED,
                2,
                campaign().codes().orElseThrow().code(2),
                NOON.plusSeconds(2),
                false,
                0);
    }

    private void decide(String name, Command command) {
        put(name, ((Decision.Accepted) campaign().decide(command, now)).event());
    }

    private void claim(String name, ClaimOrder... orders) {
        put(
                name,
                Objects.requireNonNull(
                        campaign().claim(List.of(orders), LONDON, now).event(), name));
    }

    private void put(String name, CampaignEvent event) {
        events.put(name, event);
        recorded = recorded.evolve(StoredCampaignEvent.following(recorded.chainHash(), event));
        now = now.plusSeconds(1);
    }

    private Campaign campaign() {
        return recorded.campaign();
    }

    Map<String, CampaignEvent> events() {
        return events;
    }

    /** An event beside the story: coupons that came with a customer who was merged. */
    CampaignEvent moved() {
        return Objects.requireNonNull(moved);
    }

    RecordedCampaign recorded() {
        return recorded;
    }

    RecordedCampaign surpriseRecorded() {
        return surprise;
    }

    /** What the files hold, by name. */
    Map<String, MessageLite> files() {
        Map<String, MessageLite> files = new LinkedHashMap<>();
        events.forEach((name, event) -> files.put(name, CampaignEventMapper.toProto(event)));
        files.put("settled-moved", CampaignEventMapper.toProto(moved()));
        files.put("campaign-snapshot", CampaignSnapshotMapper.toProto(recorded));
        files.put("surprise-snapshot", CampaignSnapshotMapper.toProto(surprise));
        files.put(
                "journal-record-of-a-campaign",
                StoredCampaignEvent.following(
                                RecordedCampaign.NEW.chainHash(),
                                events.values().iterator().next())
                        .toRecord());
        return files;
    }

    /** Writes the files that are not there yet; those that are there are never written again. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Map.Entry<String, MessageLite> file : told().files().entrySet()) {
            Path path = folder.resolve(file.getKey() + ".binpb");
            if (Files.notExists(path)) {
                Files.write(path, file.getValue().toByteArray());
            }
        }
    }
}
