package dev.giveback.feedback.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactDecision;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Refusal;
import dev.giveback.feedback.domain.Request;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeirsTest {
    private static final ContactState OLD = ContactState.of(new CustomerId("shop", "old"));
    private static final ContactState ANNA = ContactState.of(new CustomerId("shop", "anna"));
    private static final ContactReply GONE = new ContactReply.Refused(Refusal.of(Reason.CUSTOMER_GONE, "customer"));

    private final List<ContactState> asked = new ArrayList<>();

    @Test
    void aMergeThatComesInBetweenIsFollowed() {
        ContactState heir = Heirs.until(() -> asked.isEmpty() ? OLD : ANNA, state -> {
            asked.add(state);
            return state.equals(OLD) ? GONE : new ContactReply.Done(state, false);
        });

        assertThat(heir).isEqualTo(ANNA);
        assertThat(asked).containsExactly(OLD, ANNA);
    }

    @Test
    void whoIsErasedIsDone() {
        ContactDecision.Accepted erased =
                (ContactDecision.Accepted) OLD.decide(new ContactCommand.Erase(), Request.OWN, Instant.EPOCH);
        ContactState gone = OLD.evolve(erased.event());

        assertThat(Heirs.until(() -> asked.isEmpty() ? OLD : gone, state -> {
                    asked.add(state);
                    return GONE;
                }))
                .isEqualTo(gone);
        assertThat(asked).containsExactly(OLD);
    }

    @Test
    void whatIsNeverDoneIsNotSaidToBe() {
        assertThatThrownBy(() -> Heirs.until(() -> OLD, state -> {
                    asked.add(state);
                    return GONE;
                }))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAVAILABLE");
        assertThat(asked).hasSize(5);
    }

    @Test
    void anotherRefusalIsTold() {
        Refusal refusal = Refusal.of(Reason.REQUEST_ID_REUSED, "request_id: used");

        assertThatThrownBy(() -> Heirs.until(() -> OLD, state -> new ContactReply.Refused(refusal)))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("request_id");
    }
}
