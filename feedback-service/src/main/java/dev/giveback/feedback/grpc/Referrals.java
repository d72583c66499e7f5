package dev.giveback.feedback.grpc;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.customers.Person;
import dev.giveback.feedback.directory.ReferralTable;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Referral;
import dev.giveback.feedback.domain.ReferralOffer;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.links.Draws;
import dev.giveback.feedback.occasions.PurchaseTable;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.loyalty.v1.Customer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Codes of customers who bring others, and who came by which. */
public final class Referrals {
    private final Calls calls;
    private final Outreaches outreaches;
    private final Contacts contacts;
    private final Loyalty loyalty;
    private final ReferralTable table;
    private final PurchaseTable purchases;
    private final Draws draws;

    /** What it works with. */
    public record Parts(Loyalty loyalty, ReferralTable table, PurchaseTable purchases, Draws draws) {}

    /** Referrals. */
    public Referrals(Calls calls, Outreaches outreaches, Contacts contacts, Parts parts) {
        this.calls = calls;
        this.outreaches = outreaches;
        this.contacts = contacts;
        loyalty = parts.loyalty();
        table = parts.table();
        purchases = parts.purchases();
        draws = parts.draws();
    }

    /** The customer with a code, made now unless there is one. */
    CompletionStage<ContactState> code(CustomerId customer, Request request, Duration patience) {
        return offer(customer.program())
                .thenCompose(offer -> calls.later(() -> here(customer)))
                .thenCompose(found -> contacts.decide(
                        customer, new ContactCommand.GiveReferralCode(draws.referralCode()), request, patience))
                .thenApply(reply -> Refusals.done(reply).state());
    }

    private CompletionStage<ReferralOffer> offer(String program) {
        return outreaches
                .find(program)
                .thenApply(found -> found.map(Outreach::referralOffer)
                        .filter(ReferralOffer::offered)
                        .orElseThrow(() ->
                                RefusalStatus.of(Reason.REFERRALS_NOT_OFFERED, "program: it offers no referrals")));
    }

    private Customer here(CustomerId customer) {
        Customer found = loyalty.customer(customer)
                .orElseThrow(() -> RefusalStatus.of(
                        Reason.CUSTOMER_NOT_FOUND, "customer: there is no customer " + customer.name()));
        if (!found.getMergedInto().isEmpty() || found.hasEraseTime()) {
            throw RefusalStatus.of(Reason.CUSTOMER_GONE, "customer: erased, or merged into another one");
        }
        return found;
    }

    /** What was noted of a customer who comes by this code. */
    CompletionStage<Referral> redeem(CustomerId customer, String code, Request request, Duration patience) {
        return offer(customer.program())
                .thenCompose(offer -> calls.later(() -> facts(customer, code))
                        .thenCompose(facts -> referrer(facts.owner(), patience)
                                .thenCompose(referrer ->
                                        redeem(customer, code, offer, facts, referrer, request, patience))));
    }

    /** What is to be known of both. */
    private record Facts(CustomerId owner, boolean boughtBefore, boolean sameAddress) {}

    private Facts facts(CustomerId customer, String code) {
        try {
            Customer found = here(customer);
            CustomerId owner = table.owner(customer.program(), code)
                    .orElseThrow(() ->
                            RefusalStatus.of(Reason.REFERRAL_CODE_NOT_FOUND, "code: there is no such referral code"));
            boolean bought =
                    found.getOrderCount() > 0 || purchases.firstOrder(customer).isPresent();
            return new Facts(owner, bought, !owner.equals(customer) && haveSameAddress(owner, customer));
        } catch (SQLException failure) {
            throw RefusalStatus.of(Reason.SOURCE_AWAY, "database: it does not answer; try again in a moment");
        }
    }

    private boolean haveSameAddress(CustomerId one, CustomerId other) {
        Optional<String> address = address(one);
        return address.isPresent() && address.equals(address(other));
    }

    private Optional<String> address(CustomerId customer) {
        return loyalty.profile(customer)
                .filter(Person::hasEmail)
                .map(person -> person.email().toLowerCase(Locale.ROOT));
    }

    /** Whose the code is now: of one who was merged, whoever they were merged into. */
    private CompletionStage<ContactState> referrer(CustomerId owner, Duration patience) {
        return contacts.read(owner, patience).thenCompose(state -> {
            String target = state.mergedInto();
            if (target != null) {
                return referrer(new CustomerId(owner.program(), target), patience);
            }
            if (state.erased()) {
                throw RefusalStatus.of(Reason.CUSTOMER_GONE, "code: its owner is gone");
            }
            return CompletableFuture.completedFuture(state);
        });
    }

    private CompletionStage<Referral> redeem(
            CustomerId customer,
            String code,
            ReferralOffer offer,
            Facts facts,
            ContactState referrer,
            Request request,
            Duration patience) {
        if (facts.sameAddress()) {
            throw RefusalStatus.of(Reason.SELF_REFERRAL, "code: it belongs to a customer with the same e-mail address");
        }
        ContactCommand.RedeemReferral command = new ContactCommand.RedeemReferral(
                code, referrer.id().customer(), offer, facts.boughtBefore(), referrer.referred());
        return contacts.decide(customer, command, request, patience)
                .thenCompose(reply -> earned(customer, Refusals.done(reply), patience));
    }

    /** The first purchase may have been told of in between: then nobody else would see that it earns. */
    private CompletionStage<Referral> earned(CustomerId customer, ContactReply.Done done, Duration patience) {
        Referral referral = done.state().referral();
        if (referral == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("referral: none (expected: the one that was noted)"));
        }
        return calls.later(() -> firstOrder(customer))
                .thenCompose(order -> order.isEmpty() || referral.earned()
                        ? CompletableFuture.completedFuture(referral)
                        : contacts.decide(customer, new ContactCommand.EarnReferral(order.get()), Request.OWN, patience)
                                .thenApply(reply -> referral));
    }

    private Optional<String> firstOrder(CustomerId customer) {
        try {
            return purchases.firstOrder(customer);
        } catch (SQLException failure) {
            throw RefusalStatus.of(Reason.SOURCE_AWAY, "database: it does not answer; try again in a moment");
        }
    }
}
