package dev.giveback.feedback.domain;

import dev.giveback.feedback.domain.ContactCommand.CreditReferral;
import dev.giveback.feedback.domain.ContactCommand.EarnReferral;
import dev.giveback.feedback.domain.ContactCommand.GiveReferralCode;
import dev.giveback.feedback.domain.ContactCommand.RedeemReferral;
import dev.giveback.feedback.domain.ContactDecision.Accepted;
import dev.giveback.feedback.domain.ContactDecision.Nothing;
import dev.giveback.feedback.domain.ContactDecision.Repeated;
import dev.giveback.feedback.domain.ContactEvent.Header;

/** Customers who bring others. */
final class Referring {
    private Referring() {}

    static ContactDecision give(ContactState state, GiveReferralCode command, Header header) {
        if (state.isGone()) {
            return Deciding.gone();
        }
        return state.referralCode() != null
                ? new Repeated()
                : new Accepted(new ContactEvent.ReferralCodeGiven(header, command.code()));
    }

    static ContactDecision redeem(ContactState state, RedeemReferral command, Header header) {
        if (state.isGone()) {
            return Deciding.gone();
        }
        Referral earlier = state.referral();
        if (earlier != null && earlier.code().equals(command.code())) {
            return new Repeated();
        }
        Reward referee = command.offer().refereeReward();
        Reward referrer = command.offer().referrerReward();
        if (!command.offer().offered() || referee == null || referrer == null) {
            return Deciding.refused(Reason.REFERRALS_NOT_OFFERED, "program: it offers no referrals");
        }
        if (isOwn(state, command)) {
            return Deciding.refused(Reason.SELF_REFERRAL, "code: it is the customer's own");
        }
        if (command.boughtBefore()) {
            return Deciding.refused(Reason.NOT_NEW, "customer: bought before");
        }
        if (earlier != null) {
            return Deciding.refused(Reason.ALREADY_REFERRED, "customer: came by another code");
        }
        if (command.referred() >= command.offer().maxReferrals()) {
            return Deciding.refused(
                    Reason.REFERRAL_LIMIT_REACHED,
                    "code: its owner has brought " + command.referred() + ", as many as the offer allows");
        }
        return new Accepted(new ContactEvent.ReferralRedeemed(
                header,
                command.code(),
                command.referrer(),
                referee,
                referrer,
                command.offer().maxReferrals()));
    }

    private static boolean isOwn(ContactState state, RedeemReferral command) {
        return command.referrer().equals(state.id().customer())
                || state.absorbed().contains(command.referrer())
                || command.code().equals(state.referralCode());
    }

    static ContactDecision earn(ContactState state, EarnReferral command, Header header) {
        Referral referral = state.referral();
        if (referral == null || state.isGone()) {
            return new Nothing();
        }
        return referral.earned()
                ? new Repeated()
                : new Accepted(new ContactEvent.ReferralEarned(header, command.orderId()));
    }

    /** The customer who was brought is never this one, not even after a merge. */
    static ContactDecision credit(ContactState state, CreditReferral command, Header header) {
        if (state.isGone()) {
            return Deciding.gone();
        }
        if (state.credited().containsKey(command.referee())) {
            return new Repeated();
        }
        boolean itself = command.referee().equals(state.id().customer())
                || state.absorbed().contains(command.referee());
        boolean full = state.referred() >= command.maxReferrals();
        return new Accepted(
                new ContactEvent.ReferralCredited(header, command.referee(), itself || full ? null : command.reward()));
    }
}
