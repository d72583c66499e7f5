package dev.giveback.feedback.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Request;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HookRulesTest {
    private static final HookDefinition DEFINITION =
            new HookDefinition("CRM", "https://crm.example/hook", Set.of(1, 2), false, Duration.ofDays(3));
    private static final Place START = new Place("7:8", 7, 8);
    private static final long NOW = 1_782_900_000_000L;

    private ProgramHooks state = ProgramHooks.none("shop");
    private long requests;

    private Request request() {
        return new Request("r" + ++requests, requests, "eva");
    }

    private HookDecision decide(HookChange change) {
        return decide(change, NOW);
    }

    /** What is accepted takes effect. */
    private HookDecision decide(HookChange change, long now) {
        HookDecision decision = HookRules.decide(state, change, now);
        if (decision instanceof HookDecision.Accepted accepted) {
            state = state.evolve(accepted.event());
        }
        return decision;
    }

    private static Reason refusal(HookDecision decision) {
        assertThat(decision).isInstanceOf(HookDecision.Rejected.class);
        return ((HookDecision.Rejected) decision).refusal().reason();
    }

    private Hook hook(String id) {
        return state.hook(id).orElseThrow();
    }

    private void create(String id) {
        assertThat(decide(new HookChange.Create(id, DEFINITION, START, request())))
                .isInstanceOf(HookDecision.Accepted.class);
    }

    @Test
    void aNewOneIsActiveAndBeginsWhereTheJournalEnds() {
        create("crm");
        assertThat(hook("crm"))
                .isEqualTo(new Hook("shop", "crm", NOW, DEFINITION, 1, Pause.NONE, NOW, 1, 0, START, 0, 0));
    }

    @Test
    void aRepeatIsRecognisedBeforeAnyRule() {
        Request request = request();
        HookChange create = new HookChange.Create("crm", DEFINITION, START, request);
        decide(create);
        assertThat(decide(create)).isInstanceOf(HookDecision.Repeated.class);
        // Also when it would begin elsewhere by now.
        assertThat(decide(new HookChange.Create("crm", DEFINITION, new Place("9:9", 9, 9), request)))
                .isInstanceOf(HookDecision.Repeated.class);
        assertThat(refusal(decide(new HookChange.Delete("crm", new Request(request.id(), 99, "eva")))))
                .isEqualTo(Reason.REQUEST_ID_REUSED);
        assertThat(state.hooks()).hasSize(1);
    }

    @Test
    void namesAreUniqueAndNoMoreThanTwentyAreKept() {
        for (int i = 0; i < HookRules.MOST; i++) {
            create("crm" + i);
        }
        assertThat(refusal(decide(new HookChange.Create("crm0", DEFINITION, START, request()))))
                .isEqualTo(Reason.WEBHOOK_EXISTS);
        assertThat(refusal(decide(new HookChange.Create("more", DEFINITION, START, request()))))
                .isEqualTo(Reason.TOO_MANY_WEBHOOKS);
        decide(new HookChange.Delete("crm0", request()));
        create("more");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(refusal(decide(new HookChange.Update("crm", DEFINITION, request()))))
                .isEqualTo(Reason.WEBHOOK_NOT_FOUND);
        assertThat(refusal(decide(new HookChange.SetPause("crm", Pause.GONE, Request.OWN))))
                .isEqualTo(Reason.WEBHOOK_NOT_FOUND);
        assertThat(refusal(decide(new HookChange.RotateSecret("crm", request()))))
                .isEqualTo(Reason.WEBHOOK_NOT_FOUND);
        assertThat(refusal(decide(new HookChange.Replay("crm", 0, request())))).isEqualTo(Reason.WEBHOOK_NOT_FOUND);
        assertThat(refusal(decide(new HookChange.Delete("crm", request())))).isEqualTo(Reason.WEBHOOK_NOT_FOUND);
    }

    @Test
    void aPausedOneKeepsItsReasonUntilItIsActive() {
        create("crm");
        decide(new HookChange.SetPause("crm", Pause.GONE, Request.OWN), NOW + 1);
        assertThat(decide(new HookChange.SetPause("crm", Pause.BY_HAND, request()), NOW + 2))
                .isInstanceOf(HookDecision.Repeated.class);
        assertThat(hook("crm").pause()).isEqualTo(Pause.GONE);
        decide(new HookChange.SetPause("crm", Pause.NONE, request()), NOW + 3);
        assertThat(hook("crm").isActive()).isTrue();
        assertThat(hook("crm").stateMillis()).isEqualTo(NOW + 3);
        // What the service does by itself is not remembered as a request.
        assertThat(state.remembered()).hasSize(2);
    }

    @Test
    void anotherDefinitionKeepsStateSecretAndPlace() {
        create("crm");
        decide(new HookChange.RotateSecret("crm", request()), NOW + 1);
        decide(new HookChange.SetPause("crm", Pause.BY_HAND, request()), NOW + 2);
        HookDefinition next = new HookDefinition("", "https://new.example/hook", Set.of(), true, Duration.ofMinutes(1));
        decide(new HookChange.Update("crm", next, request()), NOW + 3);
        assertThat(hook("crm"))
                .isEqualTo(new Hook(
                        "shop",
                        "crm",
                        NOW,
                        next,
                        2,
                        Pause.BY_HAND,
                        NOW + 2,
                        2,
                        NOW + 1 + Duration.ofDays(1).toMillis(),
                        START,
                        0,
                        0));
    }

    @Test
    void replaysAreCounted() {
        create("crm");
        decide(new HookChange.Replay("crm", 5, request()));
        decide(new HookChange.Replay("crm", 3, request()));
        assertThat(hook("crm").replayNumber()).isEqualTo(2);
        assertThat(hook("crm").replayStartMillis()).isEqualTo(3);
    }

    @Test
    void aNewOneOfTheSameNameIsAnotherOne() {
        create("crm");
        decide(new HookChange.Delete("crm", request()), NOW + 1);
        assertThat(state.isDeleted("crm", NOW)).isTrue();
        assertThat(decide(new HookChange.Create("crm", DEFINITION, START, request()), NOW + 2))
                .isInstanceOf(HookDecision.Accepted.class);
        assertThat(state.isDeleted("crm", NOW + 2)).isFalse();
        assertThat(hook("crm").createdMillis()).isEqualTo(NOW + 2);
    }

    @Test
    void aThousandRequestsAreRemembered() {
        create("crm");
        for (int i = 0; i < ProgramHooks.REMEMBERED; i++) {
            decide(new HookChange.RotateSecret("crm", request()));
        }
        assertThat(state.remembered()).hasSize(ProgramHooks.REMEMBERED);
        assertThat(decide(new HookChange.Create("crm", DEFINITION, START, new Request("r1", 1, "eva"))))
                .isInstanceOf(HookDecision.Rejected.class);
    }

    @Test
    void everyTypeIsWantedWhenNoneIsNamed() {
        assertThat(DEFINITION.wants(2)).isTrue();
        assertThat(DEFINITION.wants(3)).isFalse();
        assertThat(new HookDefinition("", "", Set.of(), false, Duration.ZERO).wants(3))
                .isTrue();
    }
}
