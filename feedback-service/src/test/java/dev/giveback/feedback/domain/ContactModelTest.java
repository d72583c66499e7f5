package dev.giveback.feedback.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.feedback.domain.ContactModel.Judge;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hundred thousand random events over some hundred customers against a reference that was written separately: nobody is contacted beyond a
 * limit, in quiet hours, without consent or twice for one occasion, and each contact that is not sent has the right reason.
 */
final class ContactModelTest {
    private static final int EVENTS = 100_000;

    @Test
    void aHundredThousandRandomEventsKeepEveryRule() {
        ContactModel model = new ContactModel(20_261_127, ContactState::decide);

        model.run(EVENTS);

        // Each rule was put to the test, and not once or twice.
        assertThat(model.sent()).isGreaterThan(2_000);
        assertThat(model.attempts()).isGreaterThan(2_000);
        assertThat(model.later()).isGreaterThan(500);
        assertThat(model.repeats()).isGreaterThan(2_000);
        assertThat(model.restarts()).isGreaterThan(1_000);
        for (NotSentReason reason : NotSentReason.values()) {
            assertThat(model.notSent(reason)).as(reason.name()).isGreaterThan(100);
        }
    }

    /** Faults that the model must notice. */
    enum Fault {
        ONE_TOO_MANY(onPolicy(policy -> new Policy(
                policy.limits().stream()
                        .map(limit -> new ContactLimit(limit.purpose(), limit.maxContacts() + 1, limit.days()))
                        .toList(),
                policy.quietHours(),
                policy.assumedConsent(),
                policy.sender(),
                policy.webhookUrl(),
                policy.heldOutPer10000(),
                policy.maxLateness(),
                policy.version()))),
        A_WINDOW_TOO_SHORT(onPolicy(policy -> new Policy(
                policy.limits().stream()
                        .map(limit ->
                                new ContactLimit(limit.purpose(), limit.maxContacts(), Math.max(1, limit.days() - 1)))
                        .toList(),
                policy.quietHours(),
                policy.assumedConsent(),
                policy.sender(),
                policy.webhookUrl(),
                policy.heldOutPer10000(),
                policy.maxLateness(),
                policy.version()))),
        NEVER_QUIET(onPolicy(policy -> new Policy(
                policy.limits(),
                null,
                policy.assumedConsent(),
                policy.sender(),
                policy.webhookUrl(),
                policy.heldOutPer10000(),
                policy.maxLateness(),
                policy.version()))),
        ALWAYS_ASSUMED(onPolicy(policy -> new Policy(
                policy.limits(),
                policy.quietHours(),
                Set.of(Purpose.values()),
                policy.sender(),
                policy.webhookUrl(),
                policy.heldOutPer10000(),
                policy.maxLateness(),
                policy.version()))),
        NEVER_LATE(onPolicy(policy -> new Policy(
                policy.limits(),
                policy.quietHours(),
                policy.assumedConsent(),
                policy.sender(),
                policy.webhookUrl(),
                policy.heldOutPer10000(),
                Duration.ofDays(3_000),
                policy.version()))),
        FORGETS_WHAT_WAS_DECIDED((state, command, request, now) -> state.withContacts(
                        state.contactsById(), state.order(), org.pcollections.HashTreePSet.empty())
                .decide(command, request, now)),
        FORGETS_WHAT_WAS_WITHDRAWN((state, command, request, now) ->
                state.withConsents(org.pcollections.HashTreePMap.empty()).decide(command, request, now)),
        FORGETS_WHAT_WAS_SENT((state, command, request, now) ->
                state.withSpent(org.pcollections.TreePVector.empty()).decide(command, request, now)),
        FORGETS_THAT_IT_WENT_OUT((state, command, request, now) -> {
            ContactDecision decision = state.decide(command, request, now);
            return command instanceof ContactCommand.BeginAttempt
                            && decision instanceof ContactDecision.Accepted accepted
                            && accepted.event() instanceof ContactEvent.AttemptEnded ended
                            && ended.outcome() == AttemptOutcome.FAILED
                    ? new ContactDecision.Accepted(new ContactEvent.AttemptEnded(
                            ended.header(),
                            ended.contactId(),
                            ended.attempt(),
                            AttemptOutcome.NOT_SENT,
                            null,
                            NotSentReason.UNSUBSCRIBED,
                            ""))
                    : decision;
        }),
        FORGETS_A_MERGE(
                (state, command, request, now) -> state.withMergedInto(null).decide(command, request, now));

        @SuppressWarnings("ImmutableEnumChecker") // None of the judges keeps anything.
        private final Judge judge;

        Fault(Judge judge) {
            this.judge = judge;
        }

        private static Judge onPolicy(java.util.function.UnaryOperator<Policy> change) {
            return (state, command, request, now) -> state.decide(
                    switch (command) {
                        case ContactCommand.Decide decide ->
                            new ContactCommand.Decide(
                                    decide.occasion(),
                                    decide.source(),
                                    change.apply(decide.policy()),
                                    decide.standing(),
                                    decide.due(),
                                    decide.drawn(),
                                    decide.heldOutDrawn(),
                                    decide.mailConfigured(),
                                    decide.byHand());
                        case ContactCommand.BeginAttempt begin ->
                            new ContactCommand.BeginAttempt(
                                    begin.contactId(),
                                    begin.lease(),
                                    begin.repeatable(),
                                    change.apply(begin.policy()),
                                    begin.zone());
                        default -> command;
                    },
                    request,
                    now);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsNoticed(Fault fault) {
        ContactModel model = new ContactModel(20_261_127, fault.judge);

        assertThatThrownBy(() -> model.run(EVENTS)).isInstanceOf(AssertionError.class);
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        List<Integer> told = List.of(1, 2).stream()
                .map(round -> {
                    ContactModel model = new ContactModel(7, ContactState::decide);
                    model.run(5_000);
                    return model.sent();
                })
                .toList();

        assertThat(told.getFirst()).isEqualTo(told.getLast());
    }
}
