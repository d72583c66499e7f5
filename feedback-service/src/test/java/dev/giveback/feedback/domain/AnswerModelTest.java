package dev.giveback.feedback.domain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.feedback.domain.ContactCommand.Answer;
import dev.giveback.feedback.domain.ContactCommand.ChangeFollowUp;
import dev.giveback.feedback.domain.ContactCommand.CreditReferral;
import dev.giveback.feedback.domain.ContactCommand.EarnReferral;
import dev.giveback.feedback.domain.ContactCommand.RedeemReferral;
import dev.giveback.feedback.domain.ContactCommand.SettleReward;
import dev.giveback.feedback.journal.RecordedContacts;
import dev.giveback.feedback.journal.StoredContactEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random answers, repeats, rewards, follow-ups and referrals against books that are kept beside: what was accepted is added up without the
 * domain's code, and compared with what customers are owed.
 */
final class AnswerModelTest {
    private static final int STEPS = 40_000;
    private static final int CUSTOMERS = 100;
    private static final ReferralOffer OFFER = new ReferralOffer(true, new Reward(100, ""), new Reward(70, ""), 3, 1);

    @Test
    void whatIsOwedIsWhatWasAnsweredAndBrought() {
        Books books = new Books(ContactState::decide);
        books.run(STEPS);

        assertThat(books.answers).isGreaterThan(2_000);
        assertThat(books.repeats).isGreaterThan(1_000);
        assertThat(books.refusals).isGreaterThan(1_000);
        assertThat(books.followUps).isGreaterThan(300);
        assertThat(books.credits).isGreaterThan(50);
    }

    /** Faults that the books must notice. */
    enum Fault {
        ANSWERED_TWICE((state, command, request, now) -> {
            ContactState fresh = command instanceof Answer answer
                            && state.contact(answer.contactId()).isPresent()
                    ? state.withContacts(
                            state.contactsById()
                                    .plus(
                                            answer.contactId(),
                                            state.contact(answer.contactId())
                                                    .orElseThrow()
                                                    .answered(null)),
                            state.order(),
                            state.decided())
                    : state;
            return fresh.decide(command, request, now);
        }),
        REAL_THOUGH_SIMULATED((state, command, request, now) -> state.decide(
                command instanceof Answer answer
                        ? new Answer(
                                answer.contactId(), answer.survey(), answer.answers(), false, answer.referralsOffered())
                        : command,
                request,
                now)),
        CREDITED_TWICE((state, command, request, now) ->
                state.withCredited(org.pcollections.HashTreePMap.empty()).decide(command, request, now)),
        SETTLED_TWICE((state, command, request, now) -> command instanceof SettleReward settle
                ? new ContactDecision.Accepted(new ContactEvent.RewardSettled(
                        new ContactEvent.Header(now, request), settle.rewardId(), settle.refusal()))
                : state.decide(command, request, now));

        @SuppressWarnings("ImmutableEnumChecker") // None of the judges keeps anything.
        private final ContactModel.Judge judge;

        Fault(ContactModel.Judge judge) {
            this.judge = judge;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsNoticed(Fault fault) {
        Books books = new Books(fault.judge);

        assertThatThrownBy(() -> books.run(STEPS)).isInstanceOf(AssertionError.class);
    }

    /** What is kept beside: plain maps of what was said yes to. */
    private static final class Books {
        private final Random random = new Random(6);

        @SuppressWarnings("ImmutableEnumChecker") // None of the judges keeps anything.
        private final ContactModel.Judge judge;

        private final List<RecordedContacts> states = new ArrayList<>();
        private final List<Map<String, Integer>> scores = new ArrayList<>();
        private final List<Set<String>> real = new ArrayList<>();
        private final List<Set<String>> invited = new ArrayList<>();
        private final List<Set<String>> paid = new ArrayList<>();
        private final Map<Integer, Integer> cameBy = new HashMap<>();
        private final Set<Integer> earned = new HashSet<>();
        private final List<Set<Integer>> brought = new ArrayList<>();
        private Instant now = Samples.NOON;
        private int orders;
        private int answers;
        private int repeats;
        private int refusals;
        private int followUps;
        private int credits;

        private int score(int customer, String id) {
            return requireNonNull(scores.get(customer).get(id));
        }

        Books(ContactModel.Judge judge) {
            this.judge = judge;
            for (int i = 0; i < CUSTOMERS; i++) {
                states.add(RecordedContacts.of(new CustomerId("shop", "c" + i)));
                scores.add(new HashMap<>());
                real.add(new HashSet<>());
                invited.add(new HashSet<>());
                paid.add(new HashSet<>());
                brought.add(new HashSet<>());
            }
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                now = now.plusSeconds(random.nextInt(600));
                int customer = random.nextInt(CUSTOMERS);
                switch (random.nextInt(8)) {
                    case 0, 1 -> invite(customer);
                    case 2, 3, 4 -> answer(customer);
                    case 5 -> settle(customer);
                    case 6 -> followUp(customer);
                    default -> refer(customer);
                }
                check(customer);
            }
        }

        private void invite(int customer) {
            Source source = Samples.survey().source().by(Channel.IN_APP);
            Occasion occasion = new Occasion(OccasionKind.PURCHASE, "o" + orders++, now, OrderFacts.NONE);
            Policy free = new Policy(List.of(), null, Set.of(Purpose.SURVEY), "", "", 0, Duration.ofDays(3), 1);
            ask(customer, new ContactCommand.Decide(occasion, source, free, Samples.THERE, now, 0, 0, false, true));
            invited.get(customer).add(Samples.idOf(source, occasion));
        }

        private void answer(int customer) {
            String id = pick(invited.get(customer));
            if (id.isEmpty()) {
                return;
            }
            int score = random.nextInt(4) == 0 && scores.get(customer).containsKey(id)
                    ? score(customer, id)
                    : random.nextInt(11);
            boolean simulated = !real.get(customer).contains(id) && random.nextInt(5) == 0;
            Integer before = scores.get(customer).get(id);
            boolean expired = !now.isBefore(
                    state(customer).contact(id).orElseThrow().decided().plus(Duration.ofDays(30)));
            boolean wasReal = real.get(customer).contains(id);
            ContactDecision decision =
                    ask(customer, new Answer(id, Samples.survey(), List.of(Samples.score(score)), simulated, true));
            if (before != null && before == score && wasReal == !simulated) {
                assertThat(decision).isInstanceOf(ContactDecision.Repeated.class);
                repeats++;
            } else if (before != null || expired) {
                assertThat(decision).isInstanceOf(ContactDecision.Refused.class);
                refusals++;
            } else {
                assertThat(decision).isInstanceOf(ContactDecision.Accepted.class);
                answers++;
                scores.get(customer).put(id, score);
                if (!simulated) {
                    real.get(customer).add(id);
                }
            }
        }

        private void settle(int customer) {
            String reward = pick(state(customer).rewards().keySet());
            if (reward.isEmpty()) {
                return;
            }
            ContactDecision decision = ask(customer, new SettleReward(reward, ""));
            if (paid.get(customer).add(reward)) {
                assertThat(decision).isInstanceOf(ContactDecision.Accepted.class);
            } else {
                assertThat(decision).isInstanceOf(ContactDecision.Repeated.class);
            }
        }

        private void followUp(int customer) {
            String id = pick(invited.get(customer));
            if (id.isEmpty()) {
                return;
            }
            ContactDecision decision =
                    ask(customer, new ChangeFollowUp(id, FollowUpState.of(1 + random.nextInt(3)), null, "", "eva"));
            boolean open = real.get(customer).contains(id) && score(customer, id) <= 6;
            if (open) {
                assertThat(decision).isInstanceOf(ContactDecision.Accepted.class);
                followUps++;
            } else {
                assertThat(decision).isInstanceOf(ContactDecision.Refused.class);
            }
        }

        private void refer(int referee) {
            int referrer = random.nextInt(CUSTOMERS / 10);
            int step = random.nextInt(3);
            if (step == 0) {
                ContactDecision decision = ask(
                        referee,
                        new RedeemReferral(
                                "CODE" + referrer,
                                "c" + referrer,
                                OFFER,
                                earned.contains(referee),
                                state(referrer).referred()));
                boolean accepted = decision instanceof ContactDecision.Accepted;
                boolean may = referee != referrer
                        && !cameBy.containsKey(referee)
                        && brought.get(referrer).size() < OFFER.maxReferrals();
                assertThat(accepted).isEqualTo(may);
                if (accepted) {
                    cameBy.put(referee, referrer);
                }
            } else if (step == 1) {
                ContactDecision decision = ask(referee, new EarnReferral("o"));
                assertThat(decision instanceof ContactDecision.Accepted)
                        .isEqualTo(cameBy.containsKey(referee) && earned.add(referee));
            } else if (earned.contains(referee)) {
                int by = requireNonNull(cameBy.get(referee));
                ask(by, new CreditReferral("c" + referee, OFFER.referrerReward(), OFFER.maxReferrals()));
                credits++;
                if (brought.get(by).size() < OFFER.maxReferrals()) {
                    brought.get(by).add(referee);
                }
                check(by);
            }
        }

        /** What a customer is owed, added up from the books. */
        private void check(int customer) {
            long points = real.get(customer).size() * 50L
                    + brought.get(customer).size() * 100L
                    + (earned.contains(customer) ? 70 : 0);
            long coupons = real.get(customer).stream()
                    .filter(id -> score(customer, id) <= 6)
                    .count();
            var rewards = state(customer).rewards().values();
            assertThat(rewards.stream()
                            .mapToLong(owed -> owed.reward().points())
                            .sum())
                    .isEqualTo(points);
            assertThat(rewards.stream()
                            .filter(owed -> owed.reward().campaign().equals("sorry"))
                            .count())
                    .isEqualTo(coupons);
            assertThat(state(customer).followUps()).hasSize((int) coupons);
        }

        private ContactState state(int customer) {
            return states.get(customer).contacts();
        }

        private ContactDecision ask(int customer, ContactCommand command) {
            RecordedContacts before = states.get(customer);
            ContactDecision decision = judge.decide(before.contacts(), command, Request.OWN, now);
            if (decision instanceof ContactDecision.Accepted accepted) {
                states.set(customer, before.evolve(StoredContactEvent.following(before.chainHash(), accepted.event())));
            }
            return decision;
        }

        private String pick(Set<String> of) {
            List<String> all = of.stream().sorted().toList();
            return all.isEmpty() ? "" : all.get(random.nextInt(all.size()));
        }
    }
}
