package dev.giveback.feedback.domain;

import static dev.giveback.feedback.domain.Samples.decide;
import static dev.giveback.feedback.domain.Samples.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.domain.ContactCommand.Absorb;
import dev.giveback.feedback.domain.ContactCommand.ChangeConsent;
import dev.giveback.feedback.domain.ContactCommand.CreditReferral;
import dev.giveback.feedback.domain.ContactCommand.EarnReferral;
import dev.giveback.feedback.domain.ContactCommand.Erase;
import dev.giveback.feedback.domain.ContactCommand.GiveReferralCode;
import dev.giveback.feedback.domain.ContactCommand.MergeInto;
import dev.giveback.feedback.domain.ContactCommand.RedeemReferral;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Consent, referrals, erasure, merges, and requests that come twice. */
final class CustomerTest {
    private static final Source SURVEY = Samples.survey().source();
    private static final ReferralOffer OFFER = new ReferralOffer(true, new Reward(100, ""), new Reward(50, ""), 2, 1);

    private final Story story = new Story();

    @Test
    void consentCountsForTheNextDecisionAndSaysWhereItIsFrom() {
        ChangeConsent given =
                new ChangeConsent(List.of(new ConsentChange(Channel.EMAIL, Purpose.MARKETING, true)), "page");
        story.accepted(given).nothing(given);
        assertThat(story.state().consent(Channel.EMAIL, Purpose.MARKETING))
                .contains(new Consent(true, story.now(), "page"));
        assertThat(story.state().consent(Channel.WEBHOOK, Purpose.MARKETING)).isEmpty();
        story.accepted(ChangeConsent.withdraw(Set.of(Purpose.values()), "link"));
        assertThat(story.state().consents()).hasSize(9);
        story.notSent(decide(SURVEY, purchase("1"))).isEqualTo(NotSentReason.UNSUBSCRIBED);
    }

    @Test
    void aRequestThatComesTwiceIsDoneOnceAndItsIdIsNotForAnother() {
        Request first = new Request("id", 1, "eva");
        ChangeConsent given =
                new ChangeConsent(List.of(new ConsentChange(Channel.EMAIL, Purpose.MARKETING, true)), "page");
        assertThat(story.ask(given, first)).isInstanceOf(ContactDecision.Accepted.class);
        assertThat(story.ask(given, first)).isInstanceOf(ContactDecision.Repeated.class);
        assertThat(story.ask(given, new Request("id", 2, "eva")))
                .isInstanceOfSatisfying(
                        ContactDecision.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.REQUEST_ID_REUSED));
        for (int i = 0; i < Limits.REMEMBERED_REQUESTS; i++) {
            story.ask(given, new Request("other-" + i, 1, ""));
        }
        assertThat(story.ask(given, first)).isInstanceOf(ContactDecision.Accepted.class);
    }

    @Test
    void aReferralIsRedeemedOnceAndEarnedWithTheFirstPurchase() {
        story.accepted(new GiveReferralCode("MINE")).repeated(new GiveReferralCode("OTHER"));
        story.refused(redeem("MINE", "ben", 0), Reason.SELF_REFERRAL);
        story.refused(redeem("BENS", "anna", 0), Reason.SELF_REFERRAL);
        story.refused(new RedeemReferral("BENS", "ben", OFFER, true, 0), Reason.NOT_NEW);
        story.refused(new RedeemReferral("BENS", "ben", ReferralOffer.NONE, false, 0), Reason.REFERRALS_NOT_OFFERED);
        story.refused(redeem("BENS", "ben", 2), Reason.REFERRAL_LIMIT_REACHED);
        story.nothing(new EarnReferral("o1"));
        story.accepted(redeem("BENS", "ben", 1)).repeated(redeem("BENS", "ben", 5));
        story.refused(redeem("CLEOS", "cleo", 0), Reason.ALREADY_REFERRED);
        story.accepted(new EarnReferral("o1")).repeated(new EarnReferral("o2"));
        assertThat(story.state().rewards()).containsOnlyKeys(RewardIds.REFEREE);
    }

    @Test
    void aReferrerIsRewardedOnceAPersonAndUpToTheLimit() {
        Reward reward = new Reward(100, "");
        story.accepted(new CreditReferral("ben", reward, 2)).repeated(new CreditReferral("ben", reward, 2));
        story.accepted(new CreditReferral("cleo", reward, 2)).accepted(new CreditReferral("dora", reward, 2));
        story.accepted(new CreditReferral("anna", reward, 9));
        assertThat(story.state().referred()).isEqualTo(2);
        assertThat(story.state().rewards()).containsOnlyKeys("referrer-ben", "referrer-cleo");
    }

    @Test
    void ofAnErasedCustomerNothingIsLeftButThatThereWasOne() {
        story.accepted(decide(SURVEY, purchase("1"))).accepted(ChangeConsent.withdraw(Set.of(Purpose.SURVEY), "link"));
        story.ask(new Erase());
        assertThat(story.state()).isEqualTo(ContactState.of(Samples.ANNA).nowErased());
        story.repeated(new Erase()).refused(new GiveReferralCode("X"), Reason.CUSTOMER_GONE);
        story.refused(ChangeConsent.withdraw(Set.of(Purpose.SURVEY), "link"), Reason.CUSTOMER_GONE);
        story.refused(new MergeInto("ben"), Reason.CUSTOMER_GONE);
        story.notSent(decide(SURVEY, purchase("2"))).isEqualTo(NotSentReason.CUSTOMER_GONE);
    }

    @Test
    void aMergeTakesContactsAndWithdrawalsAlong() {
        Story source = new Story(new CustomerId("shop", "old"));
        source.accepted(decide(SURVEY, purchase("1")))
                .accepted(decide(SURVEY, purchase("2")))
                .accepted(ChangeConsent.withdraw(Set.of(Purpose.MARKETING), "link"));
        story.accepted(new ChangeConsent(List.of(new ConsentChange(Channel.EMAIL, Purpose.MARKETING, true)), "page"));
        Absorb absorb = Absorb.of(source.state());
        source.ask(new MergeInto("anna"));
        source.repeated(new MergeInto("anna"));
        story.after(Duration.ofDays(1)).accepted(absorb).repeated(absorb);

        assertThat(story.state()
                        .consent(Channel.EMAIL, Purpose.MARKETING)
                        .orElseThrow()
                        .granted())
                .isFalse();
        story.repeated(decide(SURVEY, purchase("1")));
        story.notSent(decide(SURVEY, purchase("3"))).isEqualTo(NotSentReason.LIMIT_REACHED);
        story.refused(redeem("OLDS", "old", 0), Reason.SELF_REFERRAL);
        story.accepted(new CreditReferral("old", new Reward(100, ""), 9));
        assertThat(story.state().referred()).isZero();
    }

    @Test
    void whomACustomerBroughtGoesOverInAMerge() {
        Reward reward = new Reward(100, "");
        Story source = new Story(new CustomerId("shop", "old"));
        source.accepted(new CreditReferral("ben", reward, 1)).accepted(new CreditReferral("cleo", reward, 1));
        assertThat(source.state().credited()).isEqualTo(java.util.Map.of("ben", true, "cleo", false));
        story.accepted(new CreditReferral("dora", reward, 2)).accepted(new CreditReferral("ben", reward, 1));
        story.accepted(Absorb.of(source.state()));

        assertThat(story.state().referred()).isEqualTo(2);
        story.repeated(new CreditReferral("ben", reward, 9)).repeated(new CreditReferral("cleo", reward, 9));
        story.accepted(new CreditReferral("emil", reward, 2));
        assertThat(story.state().credited()).containsEntry("ben", true).containsEntry("emil", false);
        assertThat(story.state().rewards()).containsOnlyKeys("referrer-dora");
    }

    private static RedeemReferral redeem(String code, String referrer, int referred) {
        return new RedeemReferral(code, referrer, OFFER, false, referred);
    }
}
