package dev.giveback.feedback.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.domain.ContactCommand.BeginAttempt;
import dev.giveback.feedback.domain.ContactCommand.Decide;
import dev.giveback.feedback.journal.JournalSerializer;
import dev.giveback.feedback.journal.RecordedContacts;
import dev.giveback.feedback.journal.StoredContactEvent;
import java.io.NotSerializableException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Random lives of customers: what the domain decides is compared with {@link ContactReference} after each event. */
final class ContactModel {
    private static final int CUSTOMERS = 300;
    private static final int MERGES = 40;
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"), ZoneId.of("UTC"));
    private static final JournalSerializer SERIALIZER = new JournalSerializer();

    /** Who decides. */
    @FunctionalInterface
    interface Judge {
        ContactDecision decide(ContactState state, ContactCommand command, Request request, Instant now);
    }

    private final Random random;
    private final Judge judge;
    private final List<Life> lives = new ArrayList<>();
    private final Map<NotSentReason, Integer> reasons = new EnumMap<>(NotSentReason.class);
    private final List<Source> sources = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Policy policy = Policy.DEFAULT;
    private int occasions;
    private int sent;
    private int attempts;
    private int later;
    private int repeats;
    private int restarts;
    private int merges;

    ContactModel(long seed, Judge judge) {
        random = new Random(seed);
        this.judge = judge;
        for (int i = 0; i < CUSTOMERS; i++) {
            lives.add(new Life(new CustomerId("shop", "c" + i), ZONES.get(i % ZONES.size())));
        }
        for (int i = 0; i < 6; i++) {
            sources.add(source(i));
        }
        policy = randomPolicy();
    }

    /** One customer: the domain's state, its stored bytes, and the reference. */
    private static final class Life {
        private final CustomerId id;
        private final ZoneId zone;
        private final ContactReference reference = new ContactReference();
        private final List<byte[]> stored = new ArrayList<>();
        private final List<Decide> asked = new ArrayList<>();
        private final Map<String, Instant> open = new HashMap<>();
        private RecordedContacts state;

        Life(CustomerId id, ZoneId zone) {
            this.id = id;
            this.zone = zone;
            state = RecordedContacts.of(id);
        }
    }

    int sent() {
        return sent;
    }

    int attempts() {
        return attempts;
    }

    int later() {
        return later;
    }

    int repeats() {
        return repeats;
    }

    int restarts() {
        return restarts;
    }

    int notSent(NotSentReason reason) {
        return reasons.getOrDefault(reason, 0);
    }

    void run(int events) {
        for (int i = 0; i < events; i++) {
            now = now.plusSeconds(random.nextInt(1_200));
            Life life = lives.get(random.nextInt(lives.size()));
            int dice = random.nextInt(1_000);
            if (dice < 480) {
                decide(life, randomDecide(life));
            } else if (dice < 560) {
                repeat(life);
            } else if (dice < 780) {
                attempt(life);
            } else if (dice < 880) {
                consent(life);
            } else if (dice < 920) {
                restart(life);
            } else if (dice < 925) {
                policy = randomPolicy();
            } else if (dice < 957 && merges < MERGES) {
                gone(life);
            } else {
                now = now.plusSeconds(random.nextInt(7_200));
            }
        }
        lives.forEach(life -> life.reference.checkLimits());
    }

    // Decisions.

    private Decide randomDecide(Life life) {
        Source source = sources.get(random.nextInt(sources.size()));
        if (random.nextInt(25) == 0) {
            source = inactive(source);
        }
        Duration age = random.nextInt(25) == 0 ? Duration.ofDays(10) : Duration.ofMinutes(random.nextInt(300));
        boolean byHand = source.isSurvey() && random.nextInt(8) == 0;
        OccasionKind kind = oneOf(OccasionKind.values());
        return new Decide(
                new Occasion(kind, "o" + occasions++, now.minus(age), OrderFacts.NONE),
                byHand ? source.by(Channel.IN_APP) : source,
                policy,
                new Standing(
                        random.nextInt(40) > 0,
                        random.nextInt(30) == 0,
                        random.nextInt(20) > 0,
                        life.zone,
                        "de",
                        5,
                        "gold"),
                now.minus(age),
                random.nextInt(10_000),
                Math.floorMod(life.id.hashCode() * 31, 10_000),
                random.nextInt(50) > 0,
                byHand);
    }

    private void decide(Life life, Decide command) {
        life.asked.add(command);
        String expected = life.reference.expect(command, now);
        ContactDecision decision = judge.decide(life.state.contacts(), command, Request.OWN, now);
        assertThat(told(decision))
                .as("%s at %s: %s", life.id.name(), now, command)
                .isEqualTo(expected);
        switch (decision) {
            case ContactDecision.Accepted accepted -> {
                record(life, accepted.event());
                ContactRecord.Decided decided = ((ContactEvent.Decided) accepted.event()).decision();
                life.reference.decided(command, expected, now);
                NotSentReason reason = decided.reason();
                if (reason == null) {
                    sent++;
                    if (decided.channel() != Channel.IN_APP) {
                        life.open.put(decided.contactId(), now);
                        if (random.nextInt(3) > 0) {
                            now = now.plusSeconds(random.nextInt(60));
                            attempt(life);
                        }
                    }
                } else {
                    reasons.merge(reason, 1, Integer::sum);
                }
            }
            case ContactDecision.Later until -> {
                later++;
                assertThat(until.until()).isAfter(now);
                assertThat(ContactReference.quiet(command.policy(), until.until(), life.zone))
                        .isFalse();
            }
            case ContactDecision.Repeated repeated -> repeats++;
            case ContactDecision.Nothing nothing -> throw new AssertionError(nothing);
            case ContactDecision.Refused refused -> throw new AssertionError(refused);
        }
    }

    private static String told(ContactDecision decision) {
        return switch (decision) {
            case ContactDecision.Accepted accepted -> {
                NotSentReason reason =
                        ((ContactEvent.Decided) accepted.event()).decision().reason();
                yield reason == null ? "SENT" : reason.name();
            }
            case ContactDecision.Later until -> "LATER";
            case ContactDecision.Repeated repeated -> "REPEATED";
            case ContactDecision.Nothing nothing -> "NOTHING";
            case ContactDecision.Refused refused -> refused.refusal().reason().name();
        };
    }

    private void repeat(Life life) {
        if (life.asked.isEmpty()) {
            return;
        }
        Decide before = life.asked.get(random.nextInt(life.asked.size()));
        decide(
                life,
                new Decide(
                        before.occasion(),
                        before.source(),
                        policy,
                        before.standing(),
                        before.due(),
                        random.nextInt(10_000),
                        before.heldOutDrawn(),
                        true,
                        before.byHand()));
    }

    // Tries.

    private void attempt(Life life) {
        if (life.open.isEmpty()) {
            return;
        }
        String id = life.open.keySet().stream().sorted().toList().get(random.nextInt(life.open.size()));
        BeginAttempt begin = new BeginAttempt(id, now.plusSeconds(60), random.nextBoolean(), policy, life.zone);
        switch (judge.decide(life.state.contacts(), begin, Request.OWN, now)) {
            case ContactDecision.Accepted accepted -> {
                record(life, accepted.event());
                switch (accepted.event()) {
                    case ContactEvent.AttemptBegun begun -> {
                        attempts++;
                        life.reference.tried(id, policy, life.zone, now);
                        end(life, id, begun.attempt());
                    }
                    case ContactEvent.AttemptEnded ended -> {
                        life.open.remove(id);
                        if (ended.outcome() == AttemptOutcome.NOT_SENT) {
                            life.reference.unsent(id, ended.reason(), policy, now);
                        } else {
                            life.reference.over(id, ended.outcome());
                        }
                    }
                    default -> throw new AssertionError(accepted);
                }
            }
            case ContactDecision.Later until -> assertThat(until.until()).isAfter(now);
            case ContactDecision.Nothing nothing -> life.open.remove(id);
            case ContactDecision.Refused refused -> {
                assertThat(life.reference.isGone()).isTrue();
                life.open.remove(id);
            }
            case ContactDecision.Repeated repeated -> throw new AssertionError(repeated);
        }
    }

    private void end(Life life, String id, int attempt) {
        int dice = random.nextInt(10);
        if (dice == 0) {
            // The process ends: the lease runs out.
            return;
        }
        AttemptOutcome outcome =
                dice < 7 ? AttemptOutcome.SENT : dice < 9 ? AttemptOutcome.RETRY : AttemptOutcome.FAILED;
        Instant retry = outcome == AttemptOutcome.RETRY ? now.plusSeconds(random.nextInt(4_000)) : null;
        ContactCommand end = new ContactCommand.EndAttempt(id, attempt, outcome, retry, null, "450");
        accept(life, end);
        life.reference.told(id);
        if (outcome == AttemptOutcome.FAILED && random.nextBoolean()) {
            accept(life, new ContactCommand.Retry(id));
        } else if (outcome != AttemptOutcome.RETRY) {
            life.open.remove(id);
        }
    }

    // The customer.

    private <E> E oneOf(E[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private void consent(Life life) {
        Channel channel = oneOf(Channel.values());
        Purpose purpose = oneOf(Purpose.values());
        boolean granted = random.nextInt(4) > 0;
        ContactDecision decision = judge.decide(
                life.state.contacts(),
                new ContactCommand.ChangeConsent(List.of(new ConsentChange(channel, purpose, granted)), "test"),
                Request.OWN,
                now);
        switch (decision) {
            case ContactDecision.Accepted accepted -> {
                record(life, accepted.event());
                life.reference.consent(channel, purpose, granted);
            }
            case ContactDecision.Nothing nothing ->
                assertThat(life.reference.said(channel, purpose)).isEqualTo(granted);
            case ContactDecision.Refused refused ->
                assertThat(life.reference.isGone()).isTrue();
            case ContactDecision.Later until -> throw new AssertionError(until);
            case ContactDecision.Repeated repeated -> throw new AssertionError(repeated);
        }
    }

    /** One is merged into another; not so often that nobody is left. */
    private void gone(Life source) {
        Life target = lives.get(random.nextInt(lives.size()));
        if (source == target || source.reference.isGone() || target.reference.isGone()) {
            return;
        }
        merges++;
        ContactState left = source.state.contacts();
        accept(source, new ContactCommand.MergeInto(target.id.customer()));
        accept(target, ContactCommand.Absorb.of(left));
        target.reference.absorb(source.reference);
        source.reference.leave();
        target.asked.addAll(source.asked);
        assertThat(judge.decide(target.state.contacts(), ContactCommand.Absorb.of(left), Request.OWN, now))
                .isInstanceOf(ContactDecision.Repeated.class);
    }

    /** What is stored tells what is known. */
    private void restart(Life life) {
        RecordedContacts again = RecordedContacts.of(life.id);
        for (byte[] row : life.stored) {
            again = again.evolve(read(row));
        }
        assertThat(again).isEqualTo(life.state);
        life.state = again;
        restarts++;
    }

    private static StoredContactEvent read(byte[] row) {
        try {
            return (StoredContactEvent) SERIALIZER.fromBinary(row, JournalSerializer.CONTACT_EVENT);
        } catch (NotSerializableException e) {
            throw new AssertionError(e);
        }
    }

    private void accept(Life life, ContactCommand command) {
        ContactDecision decision = judge.decide(life.state.contacts(), command, Request.OWN, now);
        assertThat(decision).isInstanceOf(ContactDecision.Accepted.class);
        record(life, ((ContactDecision.Accepted) decision).event());
    }

    private void record(Life life, ContactEvent event) {
        ByteString before = life.state.chainHash();
        StoredContactEvent row = StoredContactEvent.following(before, event);
        life.stored.add(SERIALIZER.toBinary(row));
        life.state = life.state.evolve(row);
    }

    // What there is.

    private Source source(int i) {
        boolean survey = i % 2 == 0;
        Purpose purpose = survey ? Purpose.SURVEY : i == 1 ? Purpose.SERVICE : Purpose.MARKETING;
        Trigger trigger =
                new Trigger(OccasionKind.PURCHASE, Duration.ZERO, "", i == 4 ? 5_000 : 10_000, Duration.ofDays(30));
        return new Source(
                (survey ? "surveys/" : "messages/") + "s" + i,
                1,
                purpose,
                i < 4 ? Channel.EMAIL : Channel.WEBHOOK,
                trigger,
                true,
                survey ? Duration.ofDays(30) : Duration.ZERO,
                Set.of("en", "de"),
                "en",
                survey ? null : new Reward(10, ""));
    }

    private static Source inactive(Source source) {
        return new Source(
                source.id(),
                source.version(),
                source.purpose(),
                source.channel(),
                source.trigger(),
                false,
                source.linkLifetime(),
                source.languages(),
                source.defaultLanguage(),
                source.gift());
    }

    private Policy randomPolicy() {
        List<ContactLimit> limits = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            @Nullable Purpose purpose = random.nextBoolean() ? null : oneOf(Purpose.values());
            limits.add(new ContactLimit(purpose, 1 + random.nextInt(8), 1 + random.nextInt(14)));
        }
        int start = random.nextInt(24 * 60);
        @Nullable
        QuietHours hours = random.nextInt(4) == 0
                ? null
                : new QuietHours(minute(start), minute((start + 60 + random.nextInt(600)) % (24 * 60)));
        Set<Purpose> assumed =
                random.nextInt(3) == 0 ? Set.of(Purpose.SERVICE) : Set.of(Purpose.SERVICE, Purpose.SURVEY);
        return new Policy(
                limits,
                hours,
                assumed,
                random.nextInt(10) == 0 ? "" : "shop@shop.example",
                random.nextInt(10) == 0 ? "" : "https://shop.example/hook",
                random.nextInt(3) * 1_000,
                Duration.ofHours(6 + random.nextInt(72)),
                1);
    }

    private static LocalTime minute(int minute) {
        return LocalTime.of(minute / 60, minute % 60);
    }
}
