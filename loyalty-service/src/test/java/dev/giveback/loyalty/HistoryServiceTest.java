package dev.giveback.loyalty;

import static dev.giveback.loyalty.HistoryShop.event;
import static dev.giveback.loyalty.HistoryShop.instant;
import static dev.giveback.loyalty.HistoryShop.known;
import static dev.giveback.loyalty.HistoryShop.knownNow;
import static dev.giveback.loyalty.HistoryShop.time;
import static dev.giveback.loyalty.HistoryShop.timestamp;
import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.redeem;
import static dev.giveback.loyalty.Requests.refund;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.history.CustomerReplay;
import dev.giveback.loyalty.journal.CustomerEventMapper;
import dev.giveback.loyalty.journal.CustomerJournals;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.v1.Balance;
import dev.giveback.loyalty.v1.CompareCustomerResponse;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerAt;
import dev.giveback.loyalty.v1.EventBetween;
import dev.giveback.loyalty.v1.EventEntry;
import dev.giveback.loyalty.v1.FieldChange;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListEventsRequest;
import dev.giveback.loyalty.v1.ListEventsResponse;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.Moment;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.Upcoming;
import dev.giveback.loyalty.v1.UpcomingKind;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading and time travel through the whole service. */
@Timeout(120)
@SuppressWarnings("CheckReturnValue") // Of calls that only tell the story their success is of interest.
final class HistoryServiceTest {
    private static TestDatabase database;
    private static RunningLoyalty loyalty;
    private static HistoryShop shop;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        shop = new HistoryShop(loyalty, "shop");
    }

    @AfterAll
    static void stop() {
        loyalty.close();
        database.close();
    }

    private static ListEventsRequest.Builder asking(String name) {
        return ListEventsRequest.newBuilder().setCustomer(name);
    }

    private static List<Long> numbers(List<EventEntry> events) {
        return events.stream()
                .map(event -> event.getEntry().getSequenceNumber())
                .toList();
    }

    @Test
    void eventsAreToldInPlainWordsWithWhatEachChangedAndTheStateAfterIt() {
        List<Customer> after = shop.story("ann");
        List<EventEntry> events = shop.events(shop.customer("ann"));

        assertThat(events).hasSameSizeAs(after);
        for (int i = 0; i < events.size(); i++) {
            EventEntry event = events.get(i);
            assertThat(event.getEntry().getSequenceNumber()).isEqualTo(i + 1);
            assertThat(event.getState().getBalance())
                    .as("after %s", event.getText())
                    .isEqualTo(after.get(i).getBalance());
            assertThat(event.getState().getOrderCount()).isEqualTo(after.get(i).getOrderCount());
            assertThat(event.getState().getTierId())
                    .isEqualTo(after.get(i).getTier().getTierId());
            assertThat(event.getEntry().getTotalAfter())
                    .isEqualTo(after.get(i).getBalance().getTotal());
            assertThat(event.getText()).endsWith(".").doesNotContain("null");
            assertThat(event.getEntry().getRequestId()).isNotEmpty();
            assertThat(event.getEntry().getProgramVersion()).isEqualTo(1);
        }
        assertThat(events.get(0).getText()).isEqualTo("100 points were added by hand: goodwill.");
        assertThat(events.get(2).getText()).startsWith("Order o-1 of GBP 30.00 earned 40 points; the tier is bronze");
        assertThat(events.get(2).getChangesList())
                .contains(changed("points.available", "100", "140"))
                .contains(changed("order_count", "0", "1"))
                .contains(changed("orders/o-1", "", "GBP 30.00, 40 points"))
                .anyMatch(change ->
                        change.getField().equals("lots/2") && change.getBefore().isEmpty())
                .anyMatch(change ->
                        change.getField().equals("tier") && change.getAfter().startsWith("bronze"));
        assertThat(events.get(4).getState().getCouponIdsList()).containsExactly("ten");
        assertThat(events.get(6).getChangesList())
                .containsExactly(changed("coupons/gone", "available, Ten percent", "revoked, Ten percent"));
        assertThat(events.get(8).getText())
                .isEqualTo("Hold h-1 was captured: 10 points were spent, and 20 points are free again.");
        assertThat(events.get(12).getText()).contains("was reserved until").contains("with coupon ten");
        assertThat(events.get(14).getText()).startsWith("Order o-2 of GBP 8.85").contains("paid with 15 points");
        assertThat(events.get(15).getText())
                .contains("1 line was refunded of order o-1: GBP 15.00, 20 points due, 20 points taken back");
        assertThat(events.get(15).getChangesList()).contains(changed("orders/o-1.refunded", "", "1 item, 20 points"));
    }

    private static FieldChange changed(String field, String before, String after) {
        return FieldChange.newBuilder()
                .setField(field)
                .setBefore(before)
                .setAfter(after)
                .build();
    }

    @Test
    void theChainAndTheStoredEventCanBeCheckedFromTheAnswerAlone() throws Exception {
        shop.story("bea");
        List<EventEntry> events = loyalty.journal()
                .listEvents(asking(shop.customer("bea"))
                        .setOldestFirst(true)
                        .setPageSize(1_000)
                        .setIncludeStored(true)
                        .build())
                .getEventsList();

        ByteString hash = ChainHash.NONE;
        for (EventEntry event : events) {
            var stored = dev.giveback.journal.v1.CustomerEvent.newBuilder();
            JsonFormat.parser().merge(event.getStoredJson(), stored);
            ByteString bytes = CustomerEventMapper.toProto(CustomerEventMapper.toDomain(stored.build()))
                    .toByteString();
            assertThat(bytes.size()).isEqualTo(event.getStoredSize());
            hash = ChainHash.next(hash, bytes);
            assertThat(event.getChainHash()).isEqualTo(hash);
        }
    }

    @Test
    void pagesOfBothOrdersGiveEveryEventOnce() {
        shop.story("cat");
        List<Long> all = numbers(shop.events(shop.customer("cat")));
        for (boolean isOldestFirst : new boolean[] {true, false}) {
            List<Long> paged = new ArrayList<>();
            String token = "";
            int pages = 0;
            do {
                ListEventsResponse page = loyalty.journal()
                        .listEvents(asking(shop.customer("cat"))
                                .setOldestFirst(isOldestFirst)
                                .setPageSize(5)
                                .setPageToken(token)
                                .build());
                paged.addAll(numbers(page.getEventsList()));
                token = page.getNextPageToken();
                pages++;
            } while (!token.isEmpty());
            assertThat(paged).isEqualTo(isOldestFirst ? all : all.reversed());
            assertThat(pages).isEqualTo((all.size() + 4) / 5);
        }
    }

    @Test
    void eventsAreFilteredByTypeAndTime() {
        shop.story("dan");
        List<EventEntry> all = shop.events(shop.customer("dan"));
        ListEventsResponse some = loyalty.journal()
                .listEvents(asking(shop.customer("dan"))
                        .addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_HOLD)
                        .addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT)
                        .setPageSize(3)
                        .build());
        assertThat(numbers(some.getEventsList())).containsExactly(18L, 15L, 10L);
        ListEventsResponse more = loyalty.journal()
                .listEvents(asking(shop.customer("dan"))
                        .addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_HOLD)
                        .addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT)
                        .setPageSize(3)
                        .setPageToken(some.getNextPageToken())
                        .build());
        assertThat(numbers(more.getEventsList())).containsExactly(8L, 3L);
        assertThat(more.getNextPageToken()).isEmpty();

        ListEventsResponse between = loyalty.journal()
                .listEvents(asking(shop.customer("dan"))
                        .setStartTime(all.get(4).getEntry().getRecordTime())
                        .setEndTime(all.get(7).getEntry().getRecordTime())
                        .build());
        assertThat(numbers(between.getEventsList())).containsExactly(7L, 6L, 5L);
        assertThat(between.getEvents(0).getState()).isEqualTo(all.get(6).getState());

        ListEventsResponse none = loyalty.journal()
                .listEvents(asking(shop.customer("dan"))
                        .addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_MERGED)
                        .build());
        assertThat(none).isEqualTo(ListEventsResponse.getDefaultInstance());
    }

    @Test
    void aTokenOfAnotherCustomerOrOrderIsRefusedAndSoIsWhatIsNone() {
        shop.story("eve");
        shop.story("fay");
        String token = loyalty.journal()
                .listEvents(asking(shop.customer("eve")).setPageSize(2).build())
                .getNextPageToken();
        for (ListEventsRequest wrong : List.of(
                asking(shop.customer("fay")).setPageToken(token).build(),
                asking(shop.customer("eve"))
                        .setPageToken(token)
                        .setOldestFirst(true)
                        .build(),
                asking(shop.customer("eve")).setPageToken("nonsense").build())) {
            Refusal refusal = Refusal.of(() -> loyalty.journal().listEvents(wrong));
            assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(refusal.details()).containsEntry("field", "page_token");
        }
    }

    @Test
    void whoIsNotKnownIsSaidSo() {
        for (var call : List.<org.junit.jupiter.api.function.Executable>of(
                () -> shop.events(shop.customer("nobody")),
                () -> shop.at(shop.customer("nobody"), Moment.getDefaultInstance()),
                () -> shop.compare(
                        shop.customer("nobody"), Moment.getDefaultInstance(), Moment.getDefaultInstance()))) {
            Refusal refusal = Refusal.of(call);
            assertThat(refusal.code()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(refusal.reason()).isEqualTo("CUSTOMER_NOT_FOUND");
        }
        assertThat(Refusal.of(() -> shop.events("programs/none/customers/ann")).reason())
                .isEqualTo("PROGRAM_NOT_FOUND");
        assertThat(Refusal.of(() -> shop.at("programs/none/customers/ann", event(1)))
                        .reason())
                .isEqualTo("PROGRAM_NOT_FOUND");
        assertThat(Refusal.of(() -> shop.events("ann")).details()).containsEntry("field", "customer");
    }

    @Test
    void aMomentThatIsNoneIsRefusedByItsField() {
        List<Customer> after = shop.story("gil");
        String gil = shop.customer("gil");
        Refusal beyond = Refusal.of(() -> shop.at(gil, event(after.size() + 1)));
        assertThat(beyond.fields())
                .containsExactly("moment.sequence_number: must be 1 to 18, the number of the latest event");
        assertThat(Refusal.of(() ->
                                shop.at(gil, known(loyalty.now(), loyalty.now().plusSeconds(60))))
                        .details())
                .containsEntry("field", "moment.hindsight.known_time");
        Moment never = Moment.newBuilder()
                .setTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                .build();
        assertThat(Refusal.of(() -> shop.at(gil, never)).details()).containsEntry("field", "moment.time");
        assertThat(Refusal.of(() -> shop.compare(gil, event(5), event(3))).details())
                .containsEntry("field", "second");
        assertThat(Refusal.of(() -> shop.program(event(5))).details()).containsEntry("field", "moment.sequence_number");
    }

    @Test
    void aCustomerAtAnEventIsWhatItWasThen() {
        List<Customer> after = shop.story("hal");
        for (int i = 0; i < after.size(); i++) {
            CustomerAt at = shop.at(shop.customer("hal"), event(i + 1));
            assertThat(without(at.getCustomer())).isEqualTo(without(after.get(i)));
            assertThat(at.getLateSequenceNumbersList()).isEmpty();
            // At a time of reading it, it is the very same.
            CustomerAt then = shop.at(
                    shop.customer("hal"),
                    Moment.newBuilder().setTime(after.get(i).getReadTime()).build());
            assertThat(then.getCustomer()).isEqualTo(after.get(i));
        }
    }

    private static Customer without(Customer customer) {
        return customer.toBuilder().clearReadTime().build();
    }

    @Test
    void beforeItsFirstEventNothingIsKnownOfACustomer() {
        shop.story("ida");
        EventEntry first = shop.events(shop.customer("ida")).getFirst();
        Instant begun = instant(first.getEntry().getRecordTime());

        CustomerAt before = shop.at(shop.customer("ida"), time(begun.minusMillis(1)));
        assertThat(before.getCustomer().getRevision()).isZero();
        assertThat(before.getCustomer().getBalance()).isEqualTo(Balance.getDefaultInstance());
        assertThat(before.getFirstEventTime()).isEqualTo(timestamp(begun));
        assertThat(shop.at(shop.customer("ida"), time(begun)).getCustomer().getRevision())
                .isEqualTo(1);
    }

    @Test
    void whatIsToComeIsWhatComesIfNothingHappens() {
        String jan = shop.customer("jan");
        List<Customer> after = shop.story("jan");
        CustomerAt now = shop.at(jan, Moment.getDefaultInstance());
        assertThat(now.getHoldsList()).hasSize(1);
        assertThat(now.getReservationsList()).hasSize(1);
        assertThat(now.getUpcomingList())
                .extracting(Upcoming::getKind)
                .contains(
                        UpcomingKind.UPCOMING_KIND_HOLD_ENDS,
                        UpcomingKind.UPCOMING_KIND_RESERVATION_ENDS,
                        UpcomingKind.UPCOMING_KIND_POINTS_EXPIRE,
                        UpcomingKind.UPCOMING_KIND_TIER_ENDS);
        assertThat(now.getUpcomingList())
                .isSortedAccordingTo((one, other) -> instant(one.getTime()).compareTo(instant(other.getTime())));
        // Each is where the balance changes: right before it differs from right at it.
        long total = after.getLast().getBalance().getTotal();
        for (Timestamp time :
                now.getUpcomingList().stream().map(Upcoming::getTime).distinct().toList()) {
            Instant when = instant(time);
            Balance before =
                    shop.at(jan, time(when.minusMillis(1))).getCustomer().getBalance();
            Balance at = shop.at(jan, time(when)).getCustomer().getBalance();
            long expiring = now.getUpcomingList().stream()
                    .filter(one ->
                            one.getTime().equals(time) && one.getKind() == UpcomingKind.UPCOMING_KIND_POINTS_EXPIRE)
                    .mapToLong(Upcoming::getPoints)
                    .sum();
            assertThat(before.getTotal() - at.getTotal()).isEqualTo(expiring);
            assertThat(before.getTotal()).as("between two of them").isEqualTo(total);
            total = at.getTotal();
        }
        assertThat(total).as("all points expire in the end").isZero();
    }

    @Test
    void aRefundEnteredTodayForLastMonthIsSeenAboutLastMonthAndNotAsKnownThen() {
        String kim = shop.customer("kim");
        loyalty.points().adjustPoints(adjust(kim, "welcome", 10));
        Instant bought = loyalty.now();
        loyalty.checkouts().completeCheckout(checkout(kim, "o-1", line("MUG", 2, 1_500)));
        loyalty.setForward(Duration.ofDays(10));
        Instant between = loyalty.now();
        loyalty.setForward(Duration.ofDays(15));
        Instant today = loyalty.now();
        loyalty.checkouts()
                .refundOrder(refund(kim, "r-1", "o-1", 1, 1).toBuilder()
                        .setRefundTime(timestamp(bought.plus(Duration.ofDays(5))))
                        .build());
        loyalty.checkouts()
                .completeCheckout(checkout(kim, "o-2", line("TEA", 1, 700)).toBuilder()
                        .setPurchaseTime(timestamp(bought.plus(Duration.ofDays(7))))
                        .build());

        assertThat(total(kim, time(between))).isEqualTo(40);
        assertThat(total(kim, known(between, between))).isEqualTo(40);
        assertThat(total(kim, known(between, today.minusSeconds(1)))).isEqualTo(40);
        CustomerAt seen = shop.at(kim, knownNow(between));
        assertThat(seen.getCustomer().getBalance().getTotal()).isEqualTo(10 + 15 + 7);
        assertThat(seen.getCustomer().getOrderCount()).isEqualTo(2);
        assertThat(seen.getLateSequenceNumbersList()).containsExactly(3L, 4L);
        // About the sixth day only the refund is a fact, about the fourth none.
        assertThat(total(kim, knownNow(bought.plus(Duration.ofDays(6))))).isEqualTo(25);
        assertThat(total(kim, knownNow(bought.plus(Duration.ofDays(4))))).isEqualTo(40);
        // What one knew and what one knows about the same moment.
        CompareCustomerResponse learnt = shop.compare(kim, time(between), knownNow(between));
        assertThat(learnt.getEventsList())
                .extracting(event -> event.getEffect().getTotal())
                .containsExactly(-15L, 7L);
        assertThat(learnt.getByEvents().getTotal()).isEqualTo(-8);
        assertThat(learnt.getByTime().getTotal()).isZero();
        CompareCustomerResponse unlearnt = shop.compare(kim, knownNow(between), time(between));
        assertThat(unlearnt.getEventsList())
                .allMatch(EventBetween::getOnlyFirst)
                .hasSize(2);
    }

    @Test
    void aLateOrderTakesWhatThereWasAndPassesOverWhatTheCustomerDidNotHave() {
        String ray = shop.customer("ray");
        loyalty.points().adjustPoints(adjust(ray, "welcome", 100));
        loyalty.setForward(Duration.ofDays(1));
        Instant beforeTheCoupon = loyalty.now();
        loyalty.setForward(Duration.ofDays(1));
        loyalty.coupons().grantCoupon(HistoryShop.grant(ray, "ten"));
        loyalty.setForward(Duration.ofDays(8));
        Instant moment = loyalty.now();
        loyalty.setForward(Duration.ofDays(1));
        loyalty.points().redeemPoints(redeem(ray, "mug", 80));
        loyalty.points().adjustPoints(adjust(ray, "more", 50));
        // 20 of the first lot and 40 of one that there was not at the moment.
        loyalty.checkouts()
                .completeCheckout(HistoryShop.priced(ray, "o-1", "ten", 60).toBuilder()
                        .setPurchaseTime(timestamp(beforeTheCoupon))
                        .build());

        CustomerAt then = shop.at(ray, knownNow(moment));
        long earned = then.getCustomer().getTotals().getEarned();
        assertThat(earned).isPositive();
        assertThat(then.getCustomer().getBalance().getTotal()).isEqualTo(100 - 60 + earned);
        assertThat(then.getCustomer().getBalance().getOwed()).isZero();
        assertThat(then.getLots(0).getRemaining()).isEqualTo(40);
        assertThat(then.getCoupons(0).getState()).isEqualTo(CouponState.COUPON_STATE_REDEEMED);
        assertThat(then.getCoupons(0).getOrderId()).isEqualTo("o-1");
        CustomerAt before = shop.at(ray, knownNow(beforeTheCoupon));
        assertThat(before.getCustomer().getBalance())
                .isEqualTo(then.getCustomer().getBalance());
        assertThat(before.getCouponsList()).isEmpty();
        assertThat(shop.at(ray, time(moment)).getCoupons(0).getState()).isEqualTo(CouponState.COUPON_STATE_AVAILABLE);
    }

    private static long total(String name, Moment moment) {
        return shop.at(name, moment).getCustomer().getBalance().getTotal();
    }

    @Test
    void aComparisonAddsUpFromAnyEventToAnyLaterOne() {
        String lea = shop.customer("lea");
        shop.story("lea");
        loyalty.setForward(Duration.ofDays(70));
        loyalty.points().adjustPoints(adjust(lea, "again", 9));
        int count = shop.events(lea).size();
        for (int from = 1; from <= count; from += 4) {
            for (int to = from; to <= count; to++) {
                CompareCustomerResponse comparison = shop.compare(lea, event(from), event(to));
                Balance first = comparison.getFirst().getCustomer().getBalance();
                Balance second = comparison.getSecond().getCustomer().getBalance();
                assertThat(comparison.getDifference().getTotal()).isEqualTo(second.getTotal() - first.getTotal());
                assertThat(comparison.getByEvents().getTotal()
                                + comparison.getByTime().getTotal())
                        .isEqualTo(comparison.getDifference().getTotal());
                for (var part : List.<java.util.function.ToLongFunction<dev.giveback.loyalty.v1.BalanceChange>>of(
                        change -> change.getAvailable(),
                        change -> change.getPending(),
                        change -> change.getHeld(),
                        change -> change.getOwed())) {
                    assertThat(comparison.getEventsList().stream()
                                    .mapToLong(event -> part.applyAsLong(event.getEffect()))
                                    .sum())
                            .isEqualTo(part.applyAsLong(comparison.getByEvents()));
                }
                assertThat(comparison.getEventsCount()).isEqualTo(to - from);
                assertThat(comparison.getExpired())
                        .isEqualTo(
                                comparison.getSecond().getCustomer().getTotals().getExpired()
                                        - comparison
                                                .getFirst()
                                                .getCustomer()
                                                .getTotals()
                                                .getExpired());
            }
        }
        CompareCustomerResponse none = shop.compare(lea, event(3), event(3));
        assertThat(none.getChangesList()).isEmpty();
        assertThat(none.getEventsList()).isEmpty();
        CompareCustomerResponse whole = shop.compare(lea, event(1), event(count));
        assertThat(whole.getExpired()).isPositive();
        assertThat(whole.getChangesList())
                .contains(changed("holds/h-1", "", "captured"), changed("holds/h-3", "", "expired"))
                .anyMatch(change -> change.getField().equals("totals.expired"));
    }

    @Test
    void theReplayedStateIsTheLiveOneByteForByte() throws Exception {
        String max = shop.customer("max");
        shop.story("max");
        for (int i = 0; i < 100; i++) {
            loyalty.points().adjustPoints(adjust(max, "more-" + i, 1 + i % 3));
        }
        CustomerReplay replay = new CustomerReplay(CustomerJournals.in(database.dataSource("loyalty")));
        try (Connection connection = database.dataSource("loyalty").getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT sequence_number, snapshot_payload FROM snapshot WHERE persistence_id = ?")) {
            query.setString(1, "customer|shop|max");
            int found = 0;
            for (int tries = 0; found == 0 && tries < 100; tries++) {
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found++;
                        var state = replay.state(new CustomerId("shop", "max"), row.getLong(1));
                        assertThat(new JournalSerializer().toBinary(state)).isEqualTo(row.getBytes(2));
                    }
                }
                Thread.sleep(found > 0 ? 0 : 50);
            }
            assertThat(found).as("snapshots written by the live customer").isPositive();
        }
    }

    @Test
    void whoMovedIsToldOfOnBothSides() {
        String ned = shop.customer("ned");
        String oda = shop.customer("oda");
        shop.story("oda");
        loyalty.points().adjustPoints(adjust(ned, "welcome", 50));
        loyalty.checkouts().completeCheckout(checkout(ned, "n-1", line("MUG", 1, 900)));
        loyalty.points().transferPoints(transfer(ned, "t-1", oda, 20));
        Instant before = loyalty.now();
        loyalty.setForward(Duration.ofSeconds(5));
        loyalty.customers()
                .mergeCustomers(MergeCustomersRequest.newBuilder()
                        .setSource(ned)
                        .setTarget(oda)
                        .setRequestId("merge")
                        .build());

        assertThat(shop.events(ned))
                .extracting(EventEntry::getText)
                .anyMatch(text -> text.equals("20 points were sent to customer oda by transfer t-1."))
                .anyMatch(text -> text.contains("39 points and 1 order left for customer oda"))
                .contains("Customer oda has everything of this one.");
        EventEntry last = shop.events(ned).getLast();
        assertThat(last.getState().getMergedInto()).isEqualTo(oda);
        EventEntry absorbed = shop.events(oda).getLast();
        assertThat(absorbed.getText()).startsWith("Customer ned was merged into this one, with 39 points and 1 order");
        assertThat(absorbed.getChangesList()).contains(changed("orders/n-1", "", "GBP 9.00, 9 points"));
        CustomerAt then = shop.at(ned, time(before));
        assertThat(then.getCustomer().getBalance().getTotal()).isEqualTo(39);
        assertThat(then.getCustomer().getMergedInto()).isEmpty();
        assertThat(shop.at(ned, Moment.getDefaultInstance()).getCustomer().getMergedInto())
                .isEqualTo(oda);

        // A refund of what came along, dated before the merge: then the order was the other customer's.
        loyalty.checkouts()
                .refundOrder(refund(oda, "late", "n-1", 1, 1).toBuilder()
                        .setRefundTime(timestamp(before))
                        .build());
        assertThat(shop.at(oda, knownNow(before)).getCustomer())
                .isEqualTo(shop.at(oda, time(before)).getCustomer());
        assertThat(total(ned, knownNow(before))).isEqualTo(39);
    }

    @Test
    void everyVerbLeavesAnActWithWhoAndWhy() {
        String pia = shop.customer("pia");
        shop.story("pia");
        loyalty.journal()
                .listEvents(asking(pia)
                        .setContext(
                                AdminContext.newBuilder().setOperator("olga").setReason("a complaint"))
                        .build());
        shop.at(pia, event(1));
        shop.compare(pia, event(1), event(2));
        Refusal.of(() -> shop.at(pia, event(1_000)));
        var acts = loyalty
                .journal()
                .listAdminActs(
                        ListAdminActsRequest.newBuilder().setPageSize(1_000).build())
                .getActsList()
                .stream()
                .filter(act -> act.getSubject().equals(pia))
                .toList();
        assertThat(acts)
                .extracting(act -> act.getVerb() + " " + act.getOutcome())
                .startsWith("GetCustomerAt REFUSED", "CompareCustomer OK", "GetCustomerAt OK", "ListEvents OK");
        assertThat(acts.get(3).getOperator()).isEqualTo("olga");
        assertThat(acts.get(3).getReason()).isEqualTo("a complaint");
        assertThat(acts.get(1).getDetailsMap()).containsEntry("first", "event 1");
    }

    @Test
    void aLongHistoryIsReadOverManyPagesOfRows() {
        String quin = shop.customer("quin");
        for (int i = 0; i < 620; i++) {
            loyalty.points().adjustPoints(adjust(quin, "a-" + i, 1));
        }
        loyalty.points().redeemPoints(redeem(quin, "mug", 20));
        assertThat(numbers(shop.events(quin)))
                .isEqualTo(LongStream.rangeClosed(1, 621).boxed().toList());
        assertThat(total(quin, event(560))).isEqualTo(560);
        assertThat(total(quin, event(621))).isEqualTo(600);
    }
}
