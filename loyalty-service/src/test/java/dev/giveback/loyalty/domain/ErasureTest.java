package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Profiles and erasing, without keys: the domain reads none of what is sealed. */
final class ErasureTest {
    private static Sealed sealed(String text) {
        return Sealed.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Command.UpdateProfile update(Scenario sue, Map<Integer, Sealed> set, Integer... cleared) {
        return new Command.UpdateProfile(sue.request(), set, Set.of(cleared));
    }

    private static Command.EraseCustomer erase(Scenario sue) {
        return new Command.EraseCustomer(sue.request());
    }

    @Test
    void fieldsAreSetAndClearedOneByOne() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        sue.when(update(sue, Map.of(1, sealed("a")))).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        sue.given(sue.enroll());
        sue.given(update(sue, Map.of(1, sealed("a"), 4, sealed("b"))));
        sue.given(update(sue, Map.of(4, sealed("c")), 1, 7));

        assertThat(sue.customer().profile().fields()).isEqualTo(Map.of(4, sealed("c")));
    }

    @Test
    void aMergeBringsWhatTheTargetWasNotTold() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        sue.given(sue.enroll()).given(update(sue, Map.of(1, sealed("sue"), 4, sealed("mail"))));
        tom.given(tom.enroll()).given(update(tom, Map.of(1, sealed("tom"))));
        sue.given(new Command.BeginMerge(sue.request(), "tom", 100, null));
        assertThat(sue.customer().profile()).isEqualTo(Profile.NONE);
        Merge merge = Objects.requireNonNull(sue.customer().sagas().merge());
        tom.given(new Command.AbsorbCustomer(
                "sue", merge.attempt(), merge.begun(), Objects.requireNonNull(merge.estate())));

        assertThat(tom.customer().profile().fields()).isEqualTo(Map.of(1, sealed("tom"), 4, sealed("mail")));
        assertThat(tom.customer().absorbed()).containsExactly("sue");
    }

    @Test
    void anErasedCustomerKeepsItsPointsAndForgetsItsRequests() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        AdjustPointsAndErase erased = AdjustPointsAndErase.of(sue);

        assertThat(sue.customer().erased()).isEqualTo(sue.customer().latest());
        assertThat(sue.customer().profile()).isEqualTo(Profile.NONE);
        sue.thenAvailable(50).thenTotals(new Totals(0, 0, 0, 0, 0, 50));
        sue.when(erased.adjust()).thenRejected(Reason.CUSTOMER_ERASED);
        sue.when(erased.erase()).thenRepeats(2);
        sue.when(erase(sue)).thenRejected(Reason.CUSTOMER_ERASED);
        sue.when(sue.checkout("1", "mug", 100)).thenRejected(Reason.CUSTOMER_ERASED);
        sue.when(new Command.ExpirePoints()).thenUnchanged();
    }

    private record AdjustPointsAndErase(Command adjust, Command erase) {
        static AdjustPointsAndErase of(Scenario sue) {
            Command adjust = sue.adjust(50);
            sue.given(adjust).given(update(sue, Map.of(1, sealed("a"))));
            Command erase = ErasureTest.erase(sue);
            sue.given(erase);
            return new AdjustPointsAndErase(adjust, erase);
        }
    }

    @Test
    void whatIsSentToAnErasedCustomerIsDeclinedForEver() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        Scenario tom = Scenario.of(Programs.PLAIN);
        AdjustPointsAndErase.of(tom);
        sue.given(sue.adjust(20));
        sue.given(new Command.SendPoints(sue.request(), "t", "tom", 5, "", null));
        Change.PointsSent sent = sue.latest(Change.PointsSent.class);
        tom.when(new Command.ReceivePoints("sue", "t", "", sent.lots())).thenRejected(Reason.CUSTOMER_ERASED);
        assertThat(Decline.ofRefusal(PrivacyJudgement.erased("recipient")))
                .isEqualTo(Decline.of(Reason.CUSTOMER_ERASED));
        sue.given(new Command.EndTransfer("t", Reason.CUSTOMER_ERASED)).thenAvailable(20);

        sue.given(new Command.BeginMerge(sue.request(), "tom", 100, null));
        Merge merge = Objects.requireNonNull(sue.customer().sagas().merge());
        tom.when(new Command.AbsorbCustomer(
                        "sue", merge.attempt(), merge.begun(), Objects.requireNonNull(merge.estate())))
                .thenRejected(Reason.CUSTOMER_ERASED);
    }

    @Test
    void whatIsUnderWayIsEndedFirst() {
        Scenario sue = Scenario.of(Programs.PLAIN);
        sue.when(erase(sue)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        sue.given(sue.adjust(20)).given(sue.hold("h", 5));
        sue.when(erase(sue)).thenRejected(Reason.ERASE_BLOCKED);
        sue.given(sue.release("h"));
        sue.given(new Command.SendPoints(sue.request(), "t", "tom", 5, "", null));
        sue.when(erase(sue)).thenRejected(Reason.ERASE_BLOCKED);
        sue.given(new Command.EndTransfer("t", null));
        sue.given(erase(sue)).thenAvailable(15);
    }

    @Test
    void sealedBytesAreCopiedAndEqualByContent() {
        byte[] bytes = {1, 2};
        Sealed sealed = Sealed.of(bytes);
        bytes[0] = 9;
        sealed.bytes()[1] = 9;

        assertThat(sealed).isEqualTo(Sealed.of(new byte[] {1, 2})).isNotEqualTo(Sealed.of(bytes));
        assertThat(List.of(sealed)).contains(Sealed.of(new byte[] {1, 2}));
    }
}
