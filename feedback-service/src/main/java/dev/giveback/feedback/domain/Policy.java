package dev.giveback.feedback.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program's customers may be contacted by, when and how often.
 *
 * @param quietHours null: none
 * @param assumedConsent purposes for which a customer who said nothing is taken to consent
 * @param sender whom mails come from; empty: no e-mail is sent
 * @param webhookUrl empty: nothing is sent by webhook
 * @param heldOutPer10000 the share that is never asked
 * @param version 0 while the defaults count
 */
public record Policy(
        List<ContactLimit> limits,
        @Nullable QuietHours quietHours,
        Set<Purpose> assumedConsent,
        String sender,
        String webhookUrl,
        int heldOutPer10000,
        Duration maxLateness,
        long version) {
    /** Limits where none are given. */
    public static final List<ContactLimit> DEFAULT_LIMITS =
            List.of(new ContactLimit(null, 3, 7), new ContactLimit(Purpose.SURVEY, 1, 30));
    /** How late something may be looked at where nothing is said. */
    public static final Duration DEFAULT_MAX_LATENESS = Duration.ofDays(3);
    /** While none was set. */
    public static final Policy DEFAULT =
            new Policy(DEFAULT_LIMITS, null, Set.of(Purpose.SERVICE), "", "", 0, DEFAULT_MAX_LATENESS, 0);

    public Policy {
        limits = List.copyOf(limits);
        assumedConsent = Set.copyOf(assumedConsent);
    }

    /** Until when it is quiet by this channel; empty when it is not quiet. What the customer asks for on the page is never quiet. */
    public Optional<Instant> quietUntil(Channel channel, Instant now, ZoneId zone) {
        QuietHours hours = quietHours;
        return hours == null || channel == Channel.IN_APP || !hours.isQuiet(now, zone)
                ? Optional.empty()
                : Optional.of(hours.over(now, zone));
    }
}
