package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.loyalty.domain.Change.PointsReceived;
import dev.giveback.loyalty.domain.Change.PointsSent;
import dev.giveback.loyalty.domain.Change.TransferDeclined;
import dev.giveback.loyalty.domain.Change.TransferReturned;
import dev.giveback.loyalty.domain.Change.TransferSettled;
import dev.giveback.loyalty.domain.Command.EndTransfer;
import dev.giveback.loyalty.domain.Command.ReceivePoints;
import dev.giveback.loyalty.domain.Command.SendPoints;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TransferTest {
    private static final Program EXPIRING = Programs.with(new LotRules(0, 10));

    private static SendPoints send(Scenario scenario, String id, long points) {
        return new SendPoints(scenario.request(), id, "ben", points, "for tea", null);
    }

    private static ReceivePoints receive(Scenario sender, String id) {
        PointsSent sent = sender.events().stream()
                .map(CustomerEvent::change)
                .filter(PointsSent.class::isInstance)
                .map(PointsSent.class::cast)
                .filter(change -> change.transferId().equals(id))
                .findFirst()
                .orElseThrow();
        return new ReceivePoints("anna", id, sent.reference(), sent.lots());
    }

    private static Scenario with(Program program, long points) {
        Scenario scenario = Scenario.of(program);
        return scenario.given(scenario.adjust(points));
    }

    /** An account that has room for so many points. */
    private static Scenario withRoomFor(long points) {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        long missing = Limits.MAX_BALANCE - points;
        while (missing > 0) {
            long part = Math.min(missing, Limits.MAX_AMOUNT);
            scenario.given(scenario.adjust(part));
            missing -= part;
        }
        return scenario;
    }

    @Test
    void pointsLeaveTheSenderAtOnceAndReachTheRecipientWithTheirExpiries() {
        Scenario anna = with(EXPIRING, 5);
        anna.after(Duration.ofDays(2)).given(anna.adjust(5));
        Scenario ben = with(EXPIRING, 1);
        anna.given(send(anna, "t", 7)).thenAvailable(3).thenTotals(new Totals(0, 0, 0, 0, 0, 10, -7));
        assertThat(anna.customer().sagas().inTransit()).isEqualTo(7);
        assertThat(anna.latest(PointsSent.class).lots())
                .extracting(SpentLot::points)
                .containsExactly(5L, 2L);

        ben.after(Duration.ofDays(2)).given(receive(anna, "t")).thenAvailable(8);
        ben.thenTotals(new Totals(0, 0, 0, 0, 0, 1, 7));
        assertThat(ben.latest(PointsReceived.class).lots())
                .extracting(Lot::expires)
                .isEqualTo(anna.latest(PointsSent.class).lots().stream()
                        .map(SpentLot::expires)
                        .toList());

        anna.given(new EndTransfer("t", null)).thenAvailable(3);
        assertThat(anna.latest(TransferSettled.class).recipient()).isEqualTo("ben");
        assertThat(anna.customer().sagas().inTransit()).isZero();
    }

    @Test
    void everyStepThatIsTakenAgainChangesNothing() {
        Scenario anna = with(Programs.PLAIN, 10);
        Scenario ben = with(Programs.PLAIN, 1);
        SendPoints send = send(anna, "t", 4);
        anna.given(send).when(send).thenRepeats(1).thenEvents(2);
        ReceivePoints receive = receive(anna, "t");
        ben.given(receive).when(receive).thenEvents(2).thenAvailable(5);
        anna.given(new EndTransfer("t", null)).when(new EndTransfer("t", null)).thenEvents(3);
        ben.after(Duration.ofDays(4_000)).when(receive).thenEvents(2);
    }

    @Test
    void aRecipientThatDeclinedOnceDeclinesForEverAndTheSenderHasThePointsBack() {
        Scenario anna = with(EXPIRING, 10);
        Scenario ben = withRoomFor(5);
        anna.given(send(anna, "t", 6));
        ReceivePoints receive = receive(anna, "t");
        ben.given(receive);
        assertThat(ben.latest(TransferDeclined.class).reason()).isEqualTo(Reason.BALANCE_LIMIT_REACHED);
        // There is room now; but the sender may have the points back already.
        ben.given(ben.redeem(1_000)).when(receive).thenRejected(Reason.BALANCE_LIMIT_REACHED);

        Instant expires = anna.customer().lots().inOrder().getFirst().expires();
        anna.given(new EndTransfer("t", Reason.BALANCE_LIMIT_REACHED)).thenAvailable(10);
        assertThat(anna.latest(TransferReturned.class).lots())
                .hasSize(1)
                .first()
                .satisfies(lot -> {
                    assertThat(lot.expires()).isEqualTo(expires);
                    assertThat(lot.source()).isEqualTo(Lot.Source.TRANSFER);
                });
        anna.thenTotals(new Totals(0, 0, 0, 0, 0, 10, 0));
        anna.when(new EndTransfer("t", Reason.BALANCE_LIMIT_REACHED)).thenEvents(3);
        assertThatThrownBy(() -> anna.when(new EndTransfer("t", null))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pointsThatExpireOnTheWayAreRecordedAsExpiredByWhomTheyReach() {
        Scenario anna = with(EXPIRING, 10);
        Scenario ben = with(EXPIRING, 1);
        anna.given(send(anna, "t", 6));
        ben.after(Duration.ofDays(11)).given(receive(anna, "t")).thenAvailable(0);
        ben.thenTotals(new Totals(0, 0, 7, 0, 0, 1, 6));

        Scenario cleo = with(EXPIRING, 10);
        cleo.given(send(cleo, "t", 6)).after(Duration.ofDays(11));
        cleo.given(new EndTransfer("t", Reason.BALANCE_LIMIT_REACHED)).thenAvailable(0);
        cleo.thenTotals(new Totals(0, 0, 10, 0, 0, 10, 0));
    }

    @Test
    void whatTheRecipientOwesIsPaidOffFirst() {
        Scenario anna = with(Programs.PLAIN, 10);
        Program negative = Programs.with(new RefundRules(0, Shortfall.ALLOW_NEGATIVE));
        Scenario ben = Scenario.of(negative);
        ben.buys("1", "mug", 400)
                .given(ben.redeem(4))
                .given(ben.refund("1", 1, 1))
                .thenBalance(0, 0, 0, 4);
        anna.given(send(anna, "t", 6));
        ben.given(receive(anna, "t")).thenAvailable(2);
        assertThat(ben.latest(PointsReceived.class).owedPaid()).isEqualTo(4);
        assertThat(ben.latest(PointsReceived.class).points()).isEqualTo(6);
    }

    @Test
    void onlyWhatIsAvailableCanBeSent() {
        Scenario anna = with(Programs.PLAIN, 10);
        anna.given(anna.hold("h", 4)).when(send(anna, "t", 7)).thenMissing(7, 6);
        anna.given(send(anna, "t", 6)).when(send(anna, "t", 1)).thenRejected(Reason.TRANSFER_EXISTS);
        Scenario nobody = Scenario.of(Programs.PLAIN);
        nobody.when(send(nobody, "t", 1)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
    }

    @Test
    void whatIsKnownAgainstTheRecipientIsToldAfterARepeatAndBeforeTheRest() {
        Refusal unknown = Refusal.of(Reason.OTHER_CUSTOMER_NOT_FOUND, "recipient: unknown");
        Scenario anna = with(Programs.PLAIN, 10);
        SendPoints send = send(anna, "t", 4);
        anna.given(send);
        anna.when(against(send, unknown)).thenRepeats(1);
        anna.when(against(send(anna, "t", 99), unknown)).thenRejected(Reason.OTHER_CUSTOMER_NOT_FOUND);
    }

    private static SendPoints against(SendPoints send, @Nullable Refusal problem) {
        return new SendPoints(
                send.request(), send.transferId(), send.recipient(), send.points(), send.reference(), problem);
    }

    @Test
    void aHundredTransfersCanBeUnderWay() {
        Scenario anna = with(Programs.PLAIN, 1_000);
        for (int i = 0; i < Limits.MAX_TRANSFERS_UNDER_WAY; i++) {
            anna.given(send(anna, "t" + i, 1));
        }
        anna.when(send(anna, "more", 1)).thenRejected(Reason.TOO_MANY_TRANSFERS);
        anna.given(new EndTransfer("t7", null)).given(send(anna, "more", 1));
    }

    @Test
    void pointsInTransitKeepTheirRoom() {
        Scenario anna = withRoomFor(0);
        anna.given(send(anna, "t", 10)).when(anna.adjust(1)).thenRejected(Reason.BALANCE_LIMIT_REACHED);
        anna.given(new EndTransfer("t", Reason.BALANCE_LIMIT_REACHED)).thenAvailable(Limits.MAX_BALANCE);
    }

    @Test
    void pointsOfATransferCountForNoTier() {
        Program tiers =
                Programs.with(new TierRules(TierRules.Metric.POINTS, 0, 0, 0, List.of(new TierRules.Tier("gold", 10))));
        Scenario anna = with(tiers, 100);
        Scenario ben = with(tiers, 1);
        anna.given(send(anna, "t", 50));
        ben.given(receive(anna, "t")).thenTier("");
    }
}
