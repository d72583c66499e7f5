package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.CustomerAbsorbed;
import dev.giveback.loyalty.domain.Change.MergeDeclined;
import dev.giveback.loyalty.domain.Change.MergeReverted;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Command.AbsorbCustomer;
import dev.giveback.loyalty.domain.Command.BeginMerge;
import dev.giveback.loyalty.domain.Command.EndMerge;
import dev.giveback.loyalty.domain.EarningRules.Activity;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.TierRules.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MergeTest {
    private static final Program TIERS = Programs.with(
            new TierRules(TierRules.Metric.POINTS, 30, 100, 0, List.of(new Tier("silver", 10), new Tier("gold", 30))));

    private static BeginMerge begin(Scenario source) {
        return new BeginMerge(source.request(), "tom", 100, null);
    }

    private static AbsorbCustomer absorb(Scenario source) {
        Merge merge = Objects.requireNonNull(source.customer().sagas().merge());
        return new AbsorbCustomer("sue", merge.attempt(), merge.begun(), Objects.requireNonNull(merge.estate()));
    }

    /** All three steps. */
    private static void merge(Scenario source, Scenario target) {
        source.given(begin(source));
        target.given(absorb(source));
        assertThat(target.event().change()).isInstanceOf(CustomerAbsorbed.class);
        source.given(end(source, null));
    }

    private static EndMerge end(Scenario source, @Nullable Decline declined) {
        return new EndMerge(
                Objects.requireNonNull(source.customer().sagas().merge()).attempt(), declined);
    }

    /** The target declines for this reason, and the source lives on as it was. */
    private static void thenDeclines(Reason reason, Scenario source, Scenario target) {
        Customer before = source.customer();
        source.given(begin(source));
        AbsorbCustomer absorb = absorb(source);
        target.given(absorb);
        Decline declined = target.latest(MergeDeclined.class).declined();
        assertThat(declined.reason()).isEqualTo(reason);
        target.when(absorb).thenRejected(reason);
        source.given(end(source, declined));
        assertThat(source.latest(MergeReverted.class).declined()).isEqualTo(declined);
        Customer after = source.customer();
        assertThat(after.lots()).isEqualTo(before.lots());
        assertThat(after.coupons()).isEqualTo(before.coupons());
        assertThat(after.orders()).isEqualTo(before.orders());
        assertThat(after.days()).isEqualTo(before.days());
        assertThat(after.tier()).isEqualTo(before.tier());
        assertThat(after.totals()).isEqualTo(before.totals());
        assertThat(after.orderCount()).isEqualTo(before.orderCount());
    }

    @Test
    void everythingGoesOverAndTheSourceIsEmptyAndClosed() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.buys("1", "mug", 1_000).given(sue.adjust(5)).given(Vouchers.tenPercent(sue.request(), "c"));
        sue.given(sue.hold("h", 2)).given(sue.capture("h", 0)).given(sue.enroll());
        tom.buys("2", "tea", 700);
        sue.given(begin(sue)).thenAvailable(0).thenTotals(new Totals(10, 2, 0, 0, 0, 5, -13));
        sue.when(sue.adjust(1)).thenRejected(Reason.CUSTOMER_MERGING);
        tom.given(absorb(sue)).thenAvailable(20).thenTotals(new Totals(7, 0, 0, 0, 0, 0, 13));
        sue.given(end(sue, null)).when(sue.adjust(1)).thenRejected(Reason.CUSTOMER_MERGED);

        assertThat(tom.customer().enrolled()).isNotNull();
        assertThat(tom.customer().orderCount()).isEqualTo(2);
        assertThat(sue.customer().orderCount()).isZero();
        assertThat(tom.customer().coupons().byId()).containsKey("c");
        tom.when(tom.checkout("1", "mug", 1)).thenRejected(Reason.ORDER_EXISTS);
        tom.when(tom.hold("h", 1)).thenRejected(Reason.HOLD_EXISTS);
        assertThat(tom.customer().lots().inOrder()).extracting(Lot::id).doesNotHaveDuplicates();
    }

    @Test
    void anOrderOfTheSourceIsRefundedAtTheTargetFromItsOwnLot() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.buys("1", "mug", 1_000);
        tom.buys("2", "tea", 700).given(tom.adjust(1));
        merge(sue, tom);
        tom.given(tom.refund("1", 1, 1)).thenAvailable(8);
        long lot = tom.latest(OrderRefunded.class).uses().getFirst().lotId();
        assertThat(lot).isEqualTo(3);
        assertThat(tom.customer().lots().inOrder()).extracting(Lot::id).containsExactlyInAnyOrder(1L, 2L);
        tom.when(tom.refund("1", 1, 1)).thenRejected(Reason.REFUND_EXCEEDS_ORDER);
    }

    @Test
    void aChainOfMergesKeepsOrdersRefundable() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        Scenario ulf = Scenario.of(Programs.PLAIN);
        sue.buys("1", "mug", 1_000);
        tom.given(tom.adjust(1));
        ulf.given(ulf.adjust(1));
        merge(sue, tom);
        merge(tom, ulf);
        ulf.given(ulf.refund("1", 1, 1)).thenAvailable(2);
    }

    @Test
    void whatBothOweIsPaidOffAtOnce() {
        Program negative = Programs.with(new RefundRules(0, Shortfall.ALLOW_NEGATIVE));
        Scenario sue = Scenario.of(negative);
        Scenario tom = Scenario.of(negative);
        sue.buys("1", "mug", 400)
                .given(sue.redeem(4))
                .given(sue.refund("1", 1, 1))
                .thenBalance(0, 0, 0, 4);
        tom.given(tom.adjust(10));
        sue.given(begin(sue)).thenBalance(0, 0, 0, 0);
        tom.given(absorb(sue)).thenAvailable(6);
    }

    @Test
    void lotsKeepTheirTimesAndExpireWhereTheyAre() {
        Program expiring = Programs.with(new LotRules(2, 10));
        Scenario sue = Scenario.of(expiring);
        Scenario tom = Scenario.of(expiring);
        sue.buys("1", "mug", 500).after(Duration.ofDays(8)).buys("2", "mug", 300);
        tom.given(tom.adjust(1));
        sue.after(Duration.ofDays(3)).given(begin(sue));
        sue.thenTotals(new Totals(8, 0, 5, 0, 0, 0, -3));
        tom.after(Duration.ofDays(11)).given(absorb(sue)).thenAvailable(3);
        tom.after(Duration.ofDays(8)).thenAvailable(0);

        Scenario ann = Scenario.of(expiring);
        Scenario ben = Scenario.of(expiring);
        ben.given(ben.adjust(1));
        ann.buys("1", "mug", 500).given(begin(ann));
        ben.given(absorb(ann)).thenBalance(1, 5, 0, 0);
    }

    @Test
    void whatCouldBeSpentCanBeSpentAtATargetWhoseClockIsBehindAndExpiresWhenItShould() {
        Program expiring = Programs.with(new LotRules(2, 10));
        Scenario sue = Scenario.of(expiring);
        Scenario tom = Scenario.of(expiring);
        sue.buys("1", "mug", 500).after(Duration.ofDays(3)).given(sue.adjust(20));
        sue.buys("2", "mug", 300).thenBalance(25, 3, 0, 0).given(begin(sue));
        tom.given(tom.adjust(1)).given(absorb(sue)).thenBalance(26, 3, 0, 0);
        tom.given(tom.redeem(2)).thenBalance(24, 3, 0, 0);
        // Midnight ten days after the first purchase, and after what came three days later.
        tom.at("2026-03-11T23:59:59.999Z").thenBalance(27, 0, 0, 0);
        tom.at("2026-03-12T00:00:00Z").thenAvailable(23);
        tom.at("2026-03-14T23:59:59.999Z").thenAvailable(23);
        tom.at("2026-03-15T00:00:00Z").thenAvailable(0);
    }

    @Test
    void anEstateOfWhichNobodyTellsWhenItWasClosedIsTakenAsItIs() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.after(Duration.ofHours(1)).buys("1", "mug", 500).given(begin(sue));
        AbsorbCustomer absorb = absorb(sue);
        tom.given(tom.adjust(1)).given(new AbsorbCustomer("sue", absorb.attempt(), null, absorb.estate()));
        tom.thenBalance(1, 5, 0, 0).after(Duration.ofHours(1)).thenAvailable(6);
    }

    @Test
    void aMergeOnTheWayWhileItsPointsExpireRecordsThemWhereTheyArrive() {
        Program expiring = Programs.with(new LotRules(0, 10));
        Scenario sue = Scenario.of(expiring);
        Scenario tom = Scenario.of(expiring);
        sue.buys("1", "mug", 500).given(begin(sue));
        tom.given(tom.adjust(1)).after(Duration.ofDays(11)).given(absorb(sue)).thenAvailable(0);
        tom.thenTotals(new Totals(0, 0, 6, 0, 0, 1, 5));
        sue.after(Duration.ofDays(11)).given(end(sue, Decline.of(Reason.TOO_MANY_COUPONS)));
        sue.thenTotals(new Totals(5, 0, 5, 0, 0, 0, 0));
    }

    @Test
    void theBetterTierIsKeptUntilItsEndAndBothTogetherMayReachAHigherOne() {
        Scenario sue = Scenario.of(TIERS);
        Scenario tom = Scenario.of(TIERS);
        sue.buys("1", "mug", 2_000).thenTier("silver");
        tom.buys("2", "mug", 500).thenTier("");
        merge(sue, tom);
        tom.thenTier("silver");
        assertThat(tom.customer().tier())
                .isEqualTo(sue.events().getFirst().header().tier());
        assertThat(tom.customer().qualifying(TIERS, Scenario.NOON)).isEqualTo(25);

        Scenario ann = Scenario.of(TIERS);
        Scenario ben = Scenario.of(TIERS);
        ann.buys("1", "mug", 1_600).thenTier("silver");
        ben.buys("2", "mug", 1_600).thenTier("silver");
        merge(ann, ben);
        ben.thenTier("gold");
    }

    @Test
    void aLimitOnAnActivityCountsWhatBothDid() {
        Program program = Programs.with(Programs.activities(new Activity("review", 5, 2, Period.MONTH)));
        Scenario sue = Scenario.of(program);
        Scenario tom = Scenario.of(program);
        sue.given(sue.earn("review"));
        tom.given(tom.earn("review"));
        merge(sue, tom);
        tom.when(tom.earn("review")).thenRejected(Reason.ACTIVITY_LIMIT_REACHED);
    }

    @Test
    void aTargetWithAnIdOfTheSourceDeclines() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.buys("1", "mug", 1_000);
        tom.buys("1", "tea", 700);
        thenDeclines(Reason.MERGE_CONFLICT, sue, tom);
        assertThat(tom.latest(MergeDeclined.class).declined().detail()).isEqualTo("both have order 1");

        Scenario ann = Scenario.of(Programs.PLAIN);
        ann.given(Vouchers.tenPercent(ann.request(), "c"));
        Scenario ben = Scenario.of(Programs.PLAIN);
        ben.given(Vouchers.tenPercent(ben.request(), "c"));
        thenDeclines(Reason.MERGE_CONFLICT, ann, ben);
    }

    @Test
    void aTargetWithoutRoomDeclines() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        for (int i = 0; i < 101; i++) {
            sue.given(Vouchers.tenPercent(sue.request(), "s" + i));
            tom.given(Vouchers.tenPercent(tom.request(), "t" + i));
        }
        thenDeclines(Reason.TOO_MANY_COUPONS, sue, tom);
    }

    @Test
    void twoThatAreMergedIntoEachOtherBothDecline() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.given(sue.adjust(5));
        tom.given(tom.adjust(7)).given(new BeginMerge(tom.request(), "sue", 1, null));
        thenDeclines(Reason.CUSTOMER_MERGING, sue, tom);
        tom.given(end(tom, Decline.of(Reason.CUSTOMER_MERGING))).thenAvailable(7);
        sue.thenAvailable(5);
    }

    @Test
    void oneThatHasSomethingUnderWayCannotBeMerged() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        sue.given(sue.adjust(9)).given(sue.hold("h", 1)).when(begin(sue)).thenRejected(Reason.MERGE_BLOCKED);
        sue.given(sue.release("h"));
        sue.given(new Command.SendPoints(sue.request(), "t", "ben", 1, "", null));
        sue.when(begin(sue)).thenRejected(Reason.MERGE_BLOCKED);
        sue.given(new Command.EndTransfer("t", null));
        sue.when(new BeginMerge(sue.request(), "tom", Limits.MAX_MERGE_BYTES + 1, null))
                .thenRejected(Reason.MERGE_TOO_LARGE);
        sue.given(begin(sue));
    }

    @Test
    void everyStepThatIsTakenAgainChangesNothing() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.given(sue.adjust(5));
        tom.given(tom.adjust(1));
        BeginMerge begin = begin(sue);
        sue.given(begin).when(begin).thenRepeats(1).thenEvents(2);
        AbsorbCustomer absorb = absorb(sue);
        EndMerge end = end(sue, null);
        tom.given(absorb).when(absorb).thenEvents(2).thenAvailable(6);
        sue.given(end).when(end).thenEvents(3).when(begin).thenRepeats(1);
        // Points that were on their way to it are declined, and say where it went.
        sue.when(new Command.ReceivePoints("eve", "t", "", List.of(new SpentLot(1, 1, null))))
                .thenRejected(Reason.CUSTOMER_MERGED);
    }

    @Test
    void aClosedCustomerSaysSoAfterARepeatAndBeforeAnythingElse() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        Command.AdjustPoints gift = sue.adjust(5);
        sue.given(gift);
        tom.given(tom.adjust(1));
        sue.given(begin(sue)).when(gift).thenRepeats(0);
        sue.when(new Command.EarnPoints(new Request(gift.request().id(), 99, ""), "none", ""))
                .thenRejected(Reason.REQUEST_ID_REUSED);
        sue.when(sue.earn("none")).thenRejected(Reason.CUSTOMER_MERGING);
        sue.when(sue.refund("none", 1, 1)).thenRejected(Reason.CUSTOMER_MERGING);
        sue.when(new Command.ExpirePoints()).thenEvents(2);
        // It takes nothing either, for ever, so that the sender can count on it.
        Command.ReceivePoints points = new Command.ReceivePoints("eve", "t", "", List.of(new SpentLot(1, 1, null)));
        sue.given(points).when(points).thenRejected(Reason.CUSTOMER_MERGING);
        sue.given(end(sue, Decline.of(Reason.TOO_MANY_COUPONS))).when(points).thenRejected(Reason.CUSTOMER_MERGING);
        sue.thenAvailable(5);
    }

    @Test
    void aSourceWhoseMergeWasDeclinedCanBeMergedLater() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.given(sue.adjust(5)).buys("1", "mug", 100);
        tom.buys("1", "mug", 100);
        thenDeclines(Reason.MERGE_CONFLICT, sue, tom);
        Scenario ulf = Scenario.of(Programs.PLAIN);
        ulf.given(ulf.adjust(1));
        merge(sue, ulf);
        ulf.thenAvailable(7);
    }
}
