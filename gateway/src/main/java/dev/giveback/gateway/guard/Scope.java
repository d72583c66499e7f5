package dev.giveback.gateway.guard;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a key may be allowed, the closed list. A method names one of them in its proto; docs/SECURITY.md has the same list. */
public enum Scope {
    /** Whatever key. */
    ANY("any", "Needs a valid key and no particular scope; not given to keys."),
    CHECKOUT("checkout", "Prices, reserves, completes, refunds orders, and tries codes: what a till does."),
    POINTS_WRITE("points.write", "Earns, redeems, holds and transfers points, and buys rewards."),
    POINTS_ADJUST("points.adjust", "Gives and takes points by hand."),
    COUPON_WRITE("coupon.write", "Gives and takes single coupons."),
    CUSTOMER_READ(
            "customer.read",
            "Reads customers: balances, lots, statements, orders, coupons, consent. No personal data."),
    CUSTOMER_WRITE(
            "customer.write",
            "Enrols customers, writes their profiles, preferences and consent, and uses referral codes."),
    CUSTOMER_ADMIN("customer.admin", "Merges customers."),
    PERSONAL_READ("personal.read", "Reads customers' personal data."),
    ERASE("erase", "Erases a customer's personal data for good."),
    PROGRAM_READ("program.read", "Reads programs, their rules and their approval policy."),
    PROGRAM_ADMIN("program.admin", "Creates programs and changes their rules."),
    CAMPAIGN_READ("campaign.read", "Reads campaigns, their reports and draws."),
    CAMPAIGN_ADMIN("campaign.admin", "Creates, changes, pauses and ends campaigns, and makes their codes."),
    RECOMMEND("recommend", "Asks for recommendations, reads the catalogue, and records what was shown."),
    CATALOGUE_WRITE("catalogue.write", "Imports products and has a model learn."),
    SURVEY_READ("survey.read", "Reads surveys, messages, responses and follow-ups."),
    SURVEY_WRITE("survey.write", "Invites customers and works on follow-ups."),
    SURVEY_ADMIN("survey.admin", "Creates and changes surveys, messages, offers and the contact policy."),
    SURVEY_ANSWER("survey.answer", "Opens and answers an invitation by its sealed token."),
    INSIGHT_READ("insight.read", "Reads figures over many customers."),
    FEED_READ("feed.read", "Follows what happens as a stream of events or orders."),
    JOURNAL_READ("journal.read", "Reads journals, states of the past and the liability."),
    JOURNAL_ADMIN("journal.admin", "Exports, imports, seals, verifies, rebuilds, back-tests and corrects."),
    WEBHOOK_ADMIN("webhook.admin", "Creates and changes webhooks, and sends again."),
    OPERATIONS_READ("operations.read", "Reads how the installation is."),
    OPERATIONS_ADMIN("operations.admin", "Pauses projections and cancels works."),
    AUDIT_READ("audit.read", "Reads who did what."),
    APPROVE("approve", "Reads acts that wait for a second person, and approves or declines them."),
    ACCESS_ADMIN(
            "access.admin",
            "Makes, rotates and revokes keys, sets the approval policy, and checks the journals of both and of the audit log.");

    private static final Map<String, Scope> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Scope::text, Function.identity()));

    private final String text;
    private final String sentence;

    Scope(String text, String sentence) {
        this.text = text;
        this.sentence = sentence;
    }

    /** As it stands in a proto and in a key. */
    public String text() {
        return text;
    }

    /** What it allows. */
    public String sentence() {
        return sentence;
    }

    /** Whether a key or token can have it: one of the list, or {@code *} for all. */
    static boolean isGiven(String text) {
        return text.equals("*") || (isKnown(text) && !text.equals(ANY.text));
    }

    static boolean isKnown(String text) {
        return BY_TEXT.containsKey(text);
    }
}
