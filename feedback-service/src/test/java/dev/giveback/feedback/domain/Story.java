package dev.giveback.feedback.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.AbstractAssert;

/** One customer's story: what is asked, and what comes of it. */
final class Story {
    private ContactState state;
    private Instant now = Samples.NOON;
    private int requests;

    Story() {
        this(Samples.ANNA);
    }

    Story(CustomerId customer) {
        state = ContactState.of(customer);
    }

    ContactState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    Story after(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** What would come of it. */
    ContactDecision judged(ContactCommand command) {
        return state.decide(command, Request.OWN, now);
    }

    ContactDecision ask(ContactCommand command) {
        return ask(command, Request.OWN);
    }

    ContactDecision ask(ContactCommand command, Request request) {
        ContactDecision decision = state.decide(command, request, now);
        if (decision instanceof ContactDecision.Accepted accepted) {
            state = state.evolve(accepted.event());
        }
        return decision;
    }

    Story accepted(ContactCommand command) {
        assertThat(ask(command, new Request("r" + requests++, 1, ""))).isInstanceOf(ContactDecision.Accepted.class);
        return this;
    }

    Story repeated(ContactCommand command) {
        ContactState before = state;
        assertThat(ask(command)).isInstanceOf(ContactDecision.Repeated.class);
        assertThat(state).isEqualTo(before);
        return this;
    }

    Story nothing(ContactCommand command) {
        assertThat(ask(command)).isInstanceOf(ContactDecision.Nothing.class);
        return this;
    }

    Story refused(ContactCommand command, Reason reason) {
        assertThat(judged(command))
                .isInstanceOfSatisfying(
                        ContactDecision.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
        return this;
    }

    Story later(ContactCommand command, Instant until) {
        assertThat(judged(command))
                .isInstanceOfSatisfying(
                        ContactDecision.Later.class,
                        later -> assertThat(later.until()).isEqualTo(until));
        return this;
    }

    ContactRecord contact(String id) {
        return state.contact(id).orElseThrow();
    }

    AbstractAssert<?, ?> notSent(ContactCommand.Decide command) {
        ContactDecision decision = judged(command);
        assertThat(decision).isInstanceOf(ContactDecision.Accepted.class);
        ContactEvent event = ((ContactDecision.Accepted) decision).event();
        return assertThat(((ContactEvent.Decided) event).decision().reason());
    }
}
