package dev.giveback.feedback.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.domain.ContactCommand.Decide;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What should come of one customer's contacts, the slow and plain way: everything that ever happened is kept in lists and looked through again
 * each time. It shares no rule with the domain.
 */
final class ContactReference {
    private final List<SentOne> sent = new ArrayList<>();
    private final Set<String> occasions = new HashSet<>();
    private final Map<String, Boolean> said = new HashMap<>();
    private final Set<String> tries = new HashSet<>();
    private final Set<String> untold = new HashSet<>();
    private final Set<String> lost = new HashSet<>();
    private boolean gone;

    /** A contact that was sent, and what counted then. */
    private record SentOne(
            String id, Channel channel, Purpose purpose, long millis, List<ContactLimit> limits, boolean counts) {
        SentOne uncounted() {
            return new SentOne(id, channel, purpose, millis, limits, false);
        }

        /** As another customer's, whose limits it was not judged by. */
        SentOne moved() {
            return new SentOne("", channel, purpose, millis, List.of(), counts);
        }
    }

    boolean isGone() {
        return gone;
    }

    @Nullable
    Boolean said(Channel channel, Purpose purpose) {
        return said.get(channel + "/" + purpose);
    }

    void consent(Channel channel, Purpose purpose, boolean granted) {
        said.put(channel + "/" + purpose, granted);
    }

    String expect(Decide command, Instant now) {
        if (occasions.contains(occasion(command))) {
            return "REPEATED";
        }
        Policy policy = command.policy();
        Source source = command.source();
        boolean survey = source.purpose() == Purpose.SURVEY;
        boolean inApp = source.channel() == Channel.IN_APP;
        if (gone || !command.standing().exists()) {
            return "CUSTOMER_GONE";
        }
        if (!source.isActive()) {
            return "NOT_ACTIVE";
        }
        if (now.toEpochMilli() - command.due().toEpochMilli()
                > policy.maxLateness().toMillis()) {
            return "TOO_LATE";
        }
        if (command.standing().occasionOver()) {
            return "OCCASION_OVER";
        }
        if (survey && command.heldOutDrawn() < policy.heldOutPer10000()) {
            return "HELD_OUT";
        }
        if (!inApp && quiet(policy, now, command.standing().zone())) {
            return "LATER";
        }
        Trigger trigger = source.trigger();
        if (!command.byHand() && trigger != null && command.drawn() >= trigger.samplePer10000()) {
            return "NOT_DRAWN";
        }
        Boolean consent = said(source.channel(), source.purpose());
        if (Boolean.FALSE.equals(consent)) {
            return "UNSUBSCRIBED";
        }
        if (consent == null && !policy.assumedConsent().contains(source.purpose())) {
            return "NO_CONSENT";
        }
        for (ContactLimit limit : policy.limits()) {
            boolean concerned = limit.purpose() == null || limit.purpose() == source.purpose();
            if (concerned && count(limit, now.toEpochMilli()) >= limit.maxContacts()) {
                return "LIMIT_REACHED";
            }
        }
        if (source.channel() == Channel.EMAIL && !command.standing().hasEmail()) {
            return "NO_ADDRESS";
        }
        boolean configured = switch (source.channel()) {
            case EMAIL -> command.mailConfigured() && !policy.sender().isEmpty();
            case WEBHOOK -> !policy.webhookUrl().isEmpty();
            case IN_APP -> true;
        };
        return configured ? "SENT" : "NOT_CONFIGURED";
    }

    void decided(Decide command, String outcome, Instant now) {
        assertThat(occasions.add(occasion(command)))
                .as("an occasion is decided once")
                .isTrue();
        if (outcome.equals("SENT")) {
            Source source = command.source();
            String id = ContactIds.of(
                    source.id(), command.occasion().kind(), command.occasion().reference());
            sent.add(new SentOne(
                    id,
                    source.channel(),
                    source.purpose(),
                    now.toEpochMilli(),
                    command.policy().limits(),
                    true));
        }
    }

    /** A try may begin only of somebody who may be contacted right now. */
    void tried(String id, Policy policy, ZoneId zone, Instant now) {
        assertThat(gone).as("nobody who is gone is contacted").isFalse();
        SentOne one = find(id);
        assertThat(quiet(policy, now, zone))
                .as("nobody is contacted in quiet hours")
                .isFalse();
        assertThat(said(one.channel(), one.purpose()))
                .as("nobody who withdrew is contacted")
                .isNotEqualTo(false);
        tries.add(id);
        if (!untold.add(id)) {
            lost.add(id);
        }
    }

    /** What came of the try is known. */
    void told(String id) {
        untold.remove(id);
    }

    /** It is not tried any more; what may have reached the customer goes on to count. */
    void over(String id, AttemptOutcome outcome) {
        SentOne one = find(id);
        assertThat(tries.contains(id)).as("a try went out before").isTrue();
        assertThat(outcome)
                .isEqualTo(untold.contains(id) || lost.contains(id) ? AttemptOutcome.UNKNOWN : AttemptOutcome.FAILED);
        assertThat(untold.contains(id) || Boolean.FALSE.equals(said(one.channel(), one.purpose())))
                .isTrue();
    }

    void unsent(String id, @Nullable NotSentReason reason, Policy policy, Instant now) {
        SentOne one = find(id);
        assertThat(tries.contains(id)).as("what went out once is not unsent").isFalse();
        boolean withdrawn = Boolean.FALSE.equals(said(one.channel(), one.purpose()));
        assertThat(reason).isEqualTo(withdrawn ? NotSentReason.UNSUBSCRIBED : NotSentReason.TOO_LATE);
        assertThat(withdrawn
                        || now.toEpochMilli() - one.millis()
                                > policy.maxLateness().toMillis())
                .isTrue();
        sent.set(sent.indexOf(one), one.uncounted());
    }

    void absorb(ContactReference other) {
        occasions.addAll(other.occasions);
        other.said.forEach((key, granted) -> {
            if (!granted) {
                said.put(key, false);
            }
        });
        other.sent.stream().map(SentOne::moved).forEach(sent::add);
    }

    void leave() {
        gone = true;
    }

    /** Of all that was sent in this customer's life: at no time were there more than the limits of that time allowed. */
    @SuppressWarnings("ReferenceEquality") // Itself alone is left out, not another one that is alike.
    void checkLimits() {
        for (SentOne one : sent) {
            for (ContactLimit limit : one.limits()) {
                if (one.counts() && (limit.purpose() == null || limit.purpose() == one.purpose())) {
                    long before = sent.stream()
                            .filter(other -> other != one
                                    && other.counts()
                                    && !other.id().isEmpty())
                            .filter(other -> limit.purpose() == null || limit.purpose() == other.purpose())
                            .filter(other -> other.millis() <= one.millis()
                                    && other.millis() > one.millis() - limit.days() * 86_400_000L)
                            .count();
                    assertThat(before).as("%s of %s", limit, one).isLessThan(limit.maxContacts());
                }
            }
        }
    }

    static boolean quiet(Policy policy, Instant now, ZoneId zone) {
        QuietHours hours = policy.quietHours();
        if (hours == null) {
            return false;
        }
        ZonedDateTime local = now.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        int start = hours.start().getHour() * 60 + hours.start().getMinute();
        int end = hours.end().getHour() * 60 + hours.end().getMinute();
        for (int quiet = start; quiet != end; quiet = (quiet + 1) % 1_440) {
            if (quiet == minute) {
                return true;
            }
        }
        return false;
    }

    private long count(ContactLimit limit, long now) {
        long count = 0;
        for (SentOne one : sent) {
            boolean concerned = limit.purpose() == null || limit.purpose() == one.purpose();
            if (one.counts() && concerned && now - one.millis() < limit.days() * 86_400_000L) {
                count++;
            }
        }
        return count;
    }

    private SentOne find(String id) {
        return sent.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    /** Channels do not matter: by hand or not, an order is asked about once. */
    private static String occasion(Decide command) {
        return command.source().id() + " " + command.occasion().kind() + " "
                + command.occasion().reference();
    }
}
