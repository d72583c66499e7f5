package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CustomerErased;
import dev.giveback.loyalty.domain.Change.PreferencesChanged;
import dev.giveback.loyalty.domain.Change.ProfileChanged;
import dev.giveback.loyalty.domain.Command.EraseCustomer;
import dev.giveback.loyalty.domain.Command.UpdatePreferences;
import dev.giveback.loyalty.domain.Command.UpdateProfile;
import dev.giveback.loyalty.domain.Decision.Rejected;
import java.util.Map;

/** Judges what is asked about the person behind the account. */
record PrivacyJudgement(Judgement judgement) {

    /** What is said of a customer that was erased. */
    static Refusal erased(String field) {
        return Refusal.of(Reason.CUSTOMER_ERASED, field + ": was erased, and nothing of it can be changed any more");
    }

    Decision of(UpdateProfile update) {
        return judgement.customer().exists()
                ? judgement.accepted(update.request(), new ProfileChanged(update.set(), update.cleared()), null)
                : Judgement.customerNotFound();
    }

    Decision of(UpdatePreferences update) {
        if (!judgement.customer().exists()) {
            return Judgement.customerNotFound();
        }
        Preferences next =
                judgement.customer().preferences().with(update.preferred(), update.avoided(), update.objections());
        String contradiction = next.contradiction();
        return contradiction == null
                ? judgement.accepted(update.request(), new PreferencesChanged(next), null)
                : new Rejected(Refusal.field(
                        "preferences.avoided_categories", "must not name " + contradiction + ", which is preferred"));
    }

    /** What is under way is ended first: afterwards nobody could capture, confirm or give back. */
    Decision of(EraseCustomer erase) {
        Customer customer = judgement.customer();
        if (!customer.exists()) {
            return Judgement.customerNotFound();
        }
        long holds = customer.holds().liveCount(judgement.now());
        long reservations = customer.reservations().liveCount(judgement.now());
        int transfers = customer.sagas().underWay().size();
        if (holds + reservations + transfers > 0) {
            return new Rejected(new Refusal(
                    Reason.ERASE_BLOCKED,
                    "customer: has " + holds + " live holds, " + reservations + " live reservations and " + transfers
                            + " transfers under way; end them first",
                    Map.of(
                            "holds", Long.toString(holds),
                            "reservations", Long.toString(reservations),
                            "transfers", Long.toString(transfers))));
        }
        return judgement.accepted(erase.request(), new CustomerErased(), null);
    }
}
