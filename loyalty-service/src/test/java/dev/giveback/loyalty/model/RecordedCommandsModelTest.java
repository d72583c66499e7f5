package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.shadow.RecordedCommands;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random stories told backwards: of each event the command behind it is found, and deciding it gives the very same event. */
final class RecordedCommandsModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.seeds", 100);
    private static final int COMMANDS = 200;

    private final Map<String, Integer> found = new TreeMap<>();

    @Test
    void everyEventLeadsBackToTheCommandThatItCameOf() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            ModelRun.of(
                    RandomSteps.of(seed, COMMANDS),
                    () -> new DomainSubject(this::decided, Customer::evolve),
                    EnumSet.noneOf(ModelRun.Guard.class));
        }
        if (SEEDS >= 100) {
            assertThat(found.keySet())
                    .containsExactlyInAnyOrder(
                            "AdjustPoints",
                            "CaptureHold",
                            "CompleteCheckout",
                            "EarnPoints",
                            "Enroll",
                            "ExpirePoints",
                            "HoldPoints",
                            "RedeemPoints",
                            "RefundOrder",
                            "ReleaseHold");
            assertThat(found.values()).allMatch(times -> times >= 10);
        }
    }

    private Decision decided(Customer customer, Step step) {
        Decision decision = DomainSubject.decide(customer, step);
        if (decision instanceof Decision.Accepted accepted) {
            thenFound(accepted.event(), customer, step);
        }
        return decision;
    }

    private void thenFound(CustomerEvent event, Customer before, Step step) {
        Command command = RecordedCommands.behind(event, before, step.program(), Conditions.NONE);
        assertThat(command)
                .as("the command behind %s, told from %s", step, event)
                .isNotNull();
        assertThat(command.getClass()).isEqualTo(step.command().getClass());
        found.merge(command.getClass().getSimpleName(), 1, Integer::sum);
    }
}
