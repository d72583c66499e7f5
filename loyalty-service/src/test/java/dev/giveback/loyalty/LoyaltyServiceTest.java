package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.capture;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.earn;
import static dev.giveback.loyalty.Requests.enrol;
import static dev.giveback.loyalty.Requests.hold;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.redeem;
import static dev.giveback.loyalty.Requests.refund;
import static dev.giveback.loyalty.Requests.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.giveback.loyalty.v1.Balance;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerSummary;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.ListCustomersRequest;
import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.ListLotsResponse;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesResponse;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.OrderLine;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class LoyaltyServiceTest {
    private static final String ADA = "programs/shop/customers/ada";

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    /** Everything that can happen to Ada, each with its answer; sent again, each must be answered the same. */
    private List<MessageLite> life() {
        List<MessageLite> answers = new ArrayList<>();
        answers.add(loyalty.programs().createProgram(Requests.program("shop")));
        answers.add(loyalty.customers().enrollCustomer(enrol(ADA, "enrol")));
        answers.add(loyalty.checkouts()
                .completeCheckout(checkout(ADA, "order-1", line("A", 2, 350), line("DOUBLE", 1, 225))));
        answers.add(loyalty.points().redeemPoints(redeem(ADA, "redeem", 5)));
        answers.add(loyalty.points().holdPoints(hold(ADA, "h1", 6)));
        answers.add(loyalty.points().captureHold(capture(ADA, "capture", "h1", 4)));
        answers.add(loyalty.points().holdPoints(hold(ADA, "h2", 3)));
        answers.add(loyalty.points().releaseHold(release(ADA, "release", "h2")));
        answers.add(loyalty.points().adjustPoints(adjust(ADA, "adjust", 100)));
        answers.add(loyalty.points().earnPoints(earn(ADA, "earn", "review")));
        answers.add(loyalty.checkouts().refundOrder(refund(ADA, "refund", "order-1", 1, 1)));
        return answers;
    }

    @Test
    void everythingThatHappensToACustomerIsAnsweredAndAddsUp() {
        life();

        Customer ada = read();
        long due = refundedPointsOfLineOne();
        assertThat(ada.getMembership()).isEqualTo(Membership.MEMBERSHIP_MEMBER);
        // 2 × £3.50 and £2.25 twice are 11.5 points; ten more for a member, rounded down once.
        assertThat(ada.getTotals().getEarned()).isEqualTo(21 + 5);
        assertThat(ada.getTotals().getSpent()).isEqualTo(5 + 4);
        assertThat(ada.getTotals().getAdjusted()).isEqualTo(100);
        assertThat(ada.getTotals().getTakenBack()).isEqualTo(due);
        assertThat(ada.getBalance())
                .isEqualTo(Balance.newBuilder()
                        .setAvailable(117 - due)
                        .setTotal(117 - due)
                        .build());
        assertThat(ada.getOrderCount()).isEqualTo(1);
        assertThat(ada.getRevision()).isEqualTo(10);
    }

    /** Half of what the line of two earned, rounded down. */
    private long refundedPointsOfLineOne() {
        var order = loyalty.checkouts()
                .getOrder(GetOrderRequest.newBuilder()
                        .setCustomer(ADA)
                        .setOrderId("order-1")
                        .build())
                .getOrder();
        assertThat(order.getLinesList().stream().mapToLong(OrderLine::getPoints).sum())
                .isEqualTo(21);
        assertThat(order.getLines(0).getRefundedQuantity()).isEqualTo(1);
        assertThat(order.getLines(1).getRefundedQuantity()).isZero();
        return order.getLines(0).getPoints() / 2;
    }

    @Test
    void aRepeatIsGivenTheFirstAnswerToTheByteAlsoAfterARestart() throws Exception {
        List<ByteString> first = life().stream().map(MessageLite::toByteString).toList();
        Customer before = read();

        assertThat(life().stream().map(MessageLite::toByteString).toList()).isEqualTo(first);
        loyalty.close();
        loyalty = RunningLoyalty.start(database);

        assertThat(read()).isEqualTo(before);
        assertThat(life().stream().map(MessageLite::toByteString).toList()).isEqualTo(first);
        assertThat(read()).isEqualTo(before);
    }

    @Test
    void lotsComeInPages() {
        life();
        for (int i = 0; i < 4; i++) {
            var unused = loyalty.points().adjustPoints(adjust(ADA, "more-" + i, 10 + i));
        }

        List<Lot> all = pages(
                token -> loyalty.points()
                        .listLots(ListLotsRequest.newBuilder().setParent(ADA).build()),
                ListLotsResponse::getNextPageToken,
                ListLotsResponse::getLotsList);
        List<Lot> inPages = pages(
                token -> loyalty.points()
                        .listLots(ListLotsRequest.newBuilder()
                                .setParent(ADA)
                                .setPageSize(2)
                                .setPageToken(token)
                                .build()),
                ListLotsResponse::getNextPageToken,
                ListLotsResponse::getLotsList);

        assertThat(inPages).isEqualTo(all).hasSize(7);
        assertThat(all.stream().mapToLong(Lot::getRemaining).sum())
                .isEqualTo(read().getBalance().getTotal());
    }

    @Test
    void theStatementComesInPagesNewestFirst() {
        life();

        List<StatementEntry> entries = pages(
                token -> loyalty.points()
                        .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                                .setParent(ADA)
                                .setPageSize(3)
                                .setPageToken(token)
                                .build()),
                ListStatementEntriesResponse::getNextPageToken,
                ListStatementEntriesResponse::getEntriesList);

        assertThat(entries.stream().map(StatementEntry::getSequenceNumber).toList())
                .isEqualTo(
                        LongStream.iterate(10, n -> n > 0, n -> n - 1).boxed().toList());
        assertThat(entries.stream().mapToLong(StatementEntry::getPoints).sum())
                .isEqualTo(read().getBalance().getTotal());
        assertThat(entries.getFirst().getTotalAfter())
                .isEqualTo(read().getBalance().getTotal());
    }

    @Test
    void theDirectoryFollowsTheJournal() throws Exception {
        life();
        var unused = loyalty.checkouts()
                .completeCheckout(checkout("programs/shop/customers/bob", "b-1", line("A", 1, 5_000)));
        Customer ada = read();

        GetProgramTotalsResponse totals = awaitEvents(11);

        assertThat(totals.getCustomerCount()).isEqualTo(2);
        assertThat(totals.getOrderCount()).isEqualTo(2);
        assertThat(totals.getOutstanding()).isEqualTo(ada.getBalance().getTotal() + 50);
        List<CustomerSummary> customers = loyalty.customers()
                .listCustomers(ListCustomersRequest.newBuilder()
                        .setParent("programs/shop")
                        .build())
                .getCustomersList();
        assertThat(customers.stream().map(CustomerSummary::getName).toList())
                .containsExactly(ADA, "programs/shop/customers/bob");
        assertThat(customers.getFirst().getTotals()).isEqualTo(ada.getTotals());
        assertThat(customers.getFirst().getRevision()).isEqualTo(10);
    }

    private GetProgramTotalsResponse awaitEvents(long events) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        GetProgramTotalsResponse totals = totals();
        while (totals.getEventCount() < events && System.nanoTime() < end) {
            Thread.sleep(100);
            totals = totals();
        }
        assertThat(totals.getEventCount()).isEqualTo(events);
        return totals;
    }

    private GetProgramTotalsResponse totals() {
        return loyalty.customers()
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/shop")
                        .build());
    }

    /** Ada as she stands, but for the moment that she was read at. */
    private Customer read() {
        return loyalty
                .customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(ADA).build())
                .getCustomer()
                .toBuilder()
                .clearReadTime()
                .build();
    }

    private static <P, T> List<T> pages(
            Function<String, P> page, Function<P, String> nextToken, Function<P, List<T>> items) {
        List<T> all = new ArrayList<>();
        String token = "";
        do {
            P response = page.apply(token);
            all.addAll(items.apply(response));
            token = nextToken.apply(response);
        } while (!token.isEmpty());
        return all;
    }
}
