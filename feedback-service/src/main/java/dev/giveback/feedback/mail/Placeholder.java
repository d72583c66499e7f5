package dev.giveback.feedback.mail;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A name that a template can hold; where there is nothing to say it is empty. */
public enum Placeholder {
    /** The display name of the profile, else the given name. */
    CUSTOMER_DISPLAY_NAME("customer.display_name"),
    /** The given name of the profile. */
    CUSTOMER_GIVEN_NAME("customer.given_name"),
    /** How the program is called. */
    PROGRAM_DISPLAY_NAME("program.display_name"),
    /** Where the survey is answered; of invitations. */
    SURVEY_LINK("survey.link", true, false),
    /** The survey's title; of invitations. */
    SURVEY_TITLE("survey.title", true, false),
    /** Where consent to messages of this purpose ends. */
    UNSUBSCRIBE_LINK("unsubscribe.link"),
    /** Points that expire. */
    POINTS("points"),
    /** The day on which points or a coupon expire, in words of the language. */
    EXPIRE_DATE("expire_date"),
    /** The tier that was reached, its id. */
    TIER("tier"),
    /** The coupon that expires, its id. */
    COUPON_ID("coupon.id"),
    /** The order that it is about, its id. */
    ORDER_ID("order.id"),
    /** What comes with a message, in words of the language; of messages. */
    GIFT("gift", false, true),
    /** What an answer is rewarded with, in words of the language; of invitations. */
    REWARD("reward", true, false);

    private static final Map<String, Placeholder> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Placeholder::text, Function.identity()));

    private final String text;

    private final boolean isOfInvitations;
    private final boolean isOfMessages;

    Placeholder(String text) {
        this(text, true, true);
    }

    Placeholder(String text, boolean isOfInvitations, boolean isOfMessages) {
        this.text = text;
        this.isOfInvitations = isOfInvitations;
        this.isOfMessages = isOfMessages;
    }

    boolean isOfInvitations() {
        return isOfInvitations;
    }

    boolean isOfMessages() {
        return isOfMessages;
    }

    /** As it stands between the braces. */
    public String text() {
        return text;
    }

    /** The placeholder of a name; empty if there is none. */
    static Optional<Placeholder> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
