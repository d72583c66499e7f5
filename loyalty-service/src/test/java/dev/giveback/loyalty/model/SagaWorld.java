package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.journal.CustomerSnapshotMapper;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.shadow.RecordedCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Some customers, each with a journal of its own; only the journals survive a crash. */
final class SagaWorld {
    private final Program program;
    private final Map<String, CustomerState> states = new TreeMap<>();
    private final Map<String, List<StoredCustomerEvent>> journals = new HashMap<>();
    Instant now;

    SagaWorld(Program program, Instant now) {
        this.program = program;
        this.now = now;
    }

    Customer customer(String id) {
        return state(id).customer();
    }

    private CustomerState state(String id) {
        return states.getOrDefault(id, CustomerState.NEW);
    }

    /** Decides and, if accepted, stores: what is stored has gone through its bytes. */
    Decision decide(String id, Command command) {
        Decision decision = customer(id).decide(command, program, now);
        if (decision instanceof Decision.Accepted accepted) {
            thenItsCommandIsFound(customer(id), accepted.event());
            record(id, accepted.event());
        }
        return decision;
    }

    /** What was declined does not stand in the event; of all others the command is told by it. */
    private void thenItsCommandIsFound(Customer before, CustomerEvent event) {
        boolean isTold = !(event.change() instanceof Change.MergeDeclined);
        assertThat(RecordedCommands.behind(event, before, program, Conditions.NONE) != null)
                .as("the command behind %s is found", event)
                .isEqualTo(isTold);
    }

    /** Stores an event as if it had been decided. */
    void record(String id, CustomerEvent event) {
        CustomerState state = state(id);
        StoredCustomerEvent stored = StoredCustomerEvent.following(state.chainHash(), event);
        journals.computeIfAbsent(id, any -> new ArrayList<>()).add(stored);
        CustomerState next = state.evolve(stored);
        states.put(id, next);
        assertThat(next.customer().totals(now).outstanding())
                .as("books of %s after %s", id, event.change())
                .isEqualTo(next.customer().balance(now).total());
    }

    /** Forgets all state and reads it back: from the events of half of the customers, from a snapshot of the others. */
    void crash() {
        for (Map.Entry<String, CustomerState> entry : states.entrySet()) {
            CustomerState read = entry.getKey().hashCode() % 2 == 0
                    ? replayed(entry.getKey())
                    : CustomerSnapshotMapper.toDomain(CustomerSnapshotMapper.toProto(entry.getValue()));
            assertThat(read).as("state of %s, read back", entry.getKey()).isEqualTo(entry.getValue());
            entry.setValue(read);
        }
    }

    private CustomerState replayed(String id) {
        CustomerState state = CustomerState.NEW;
        for (StoredCustomerEvent stored : journals.getOrDefault(id, List.of())) {
            state = state.evolve(stored);
        }
        return state;
    }

    /** How many events of this kind a customer has. */
    long count(String id, Class<? extends Change> kind) {
        return journals.getOrDefault(id, List.of()).stream()
                .filter(stored -> kind.isInstance(stored.event().change()))
                .count();
    }
}
