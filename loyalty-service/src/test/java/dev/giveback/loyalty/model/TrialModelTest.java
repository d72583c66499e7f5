package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.EarningRules;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.shadow.CustomerTrial;
import dev.giveback.loyalty.shadow.SideSums;
import dev.giveback.loyalty.shadow.Spending;
import dev.giveback.loyalty.shadow.Trial;
import dev.giveback.loyalty.shadow.TrialClock;
import dev.giveback.loyalty.shadow.TrialSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random stories tried again under the rules that they had: nothing may change, whenever the candidate begins to decide. */
final class TrialModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.seeds", 60);

    /** A story as it was recorded. */
    private record Story(List<CustomerEvent> events, Map<Long, Program> versions, Program current, Customer end) {
        static Story of(long seed) {
            DomainSubject subject = DomainSubject.asItIs();
            Map<Long, Program> versions = new HashMap<>();
            List<Step> steps = RandomSteps.of(seed, 200);
            // Versions of a story may come again under other numbers, so each step's own is taken as recorded.
            for (Step step : steps) {
                versions.put(step.program().version(), step.program());
                subject.submit(step);
            }
            return new Story(subject.events(), versions, steps.getLast().program(), subject.customer());
        }

        TrialSums tried(Program candidate, @Nullable Instant since, TrialClock clock, Spending spending) {
            Instant end = this.end.latest().plus(Duration.ofDays(1));
            Trial trial = new Trial(
                    version -> Objects.requireNonNull(versions.get(version)),
                    current,
                    List.of(candidate),
                    Conditions.NONE,
                    since,
                    null,
                    since == null || end.isAfter(since) ? end : since,
                    spending,
                    clock);
            TrialSums sums = new TrialSums(trial);
            CustomerTrial customer = new CustomerTrial(trial, "anna", sums);
            events.forEach(customer::add);
            customer.end();
            return sums;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theRecordedRulesAsACandidateChangeNothing(Spending spending) {
        int compared = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Story story = Story.of(seed);
            for (Instant since : moments(story.events())) {
                List<Program> rules = sinceRules(story, since);
                if (rules.size() != 1) {
                    continue;
                }
                TrialSums sums = story.tried(rules.getFirst(), since, TrialClock.RECORDED, spending);
                thenNothingChanges(sums, "seed " + seed + " since " + since);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(SEEDS < 60 ? -1 : 60);
    }

    private static List<@Nullable Instant> moments(List<CustomerEvent> events) {
        List<@Nullable Instant> moments = new ArrayList<>();
        moments.add(null);
        for (int i = 0; i < events.size(); i += 17) {
            moments.add(events.get(i).header().time());
        }
        if (!events.isEmpty()) {
            moments.add(events.getLast().header().time().plusSeconds(1));
        }
        return moments;
    }

    /** The rules, but for the version's number, by which the events from a moment on were decided, and which stand at the end. */
    private static List<Program> sinceRules(Story story, @Nullable Instant since) {
        List<Program> rules = new ArrayList<>();
        rules.add(story.current());
        for (CustomerEvent event : story.events()) {
            Program by =
                    Objects.requireNonNull(story.versions().get(event.header().programVersion()));
            boolean isCounted = since == null || !event.header().time().isBefore(since);
            if (isCounted && !rules.contains(by)) {
                rules.add(by);
            }
        }
        return rules;
    }

    private static void thenNothingChanges(TrialSums sums, String story) {
        assertThat(sums.differences()).as(story).isEmpty();
        SideSums candidate = sums.candidates().getFirst();
        assertThat(candidate.closing()).as(story).isEqualTo(sums.baseline().closing());
        assertThat(candidate.opening()).as(story).isEqualTo(sums.baseline().opening());
        assertThat(candidate.refusals()).as(story).isEmpty();
        assertThat(sums.baseline().refusals()).as(story).isEmpty();
        assertThat(candidate.orders()).as(story).isEqualTo(sums.baseline().orders());
        assertThat(candidate.spend()).as(story).isEqualTo(sums.baseline().spend());
        sums.outcomes().forEach(outcome -> assertThat(outcome.gain(0)).as(story).isZero());
        sums.moves()
                .getFirst()
                .forEach((move, times) -> assertThat(move.from()).as(story).isEqualTo(move.to()));
    }

    @Test
    void anotherRateChangesSomething() {
        long gains = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Story story = Story.of(seed);
            Program other = generous(story.current());
            TrialSums sums = story.tried(other, null, TrialClock.RECORDED, Spending.SAME_REQUESTS);
            assertThat(sums.differences()).isEmpty();
            gains += sums.outcomes().stream()
                    .filter(outcome -> outcome.gain(0) != 0)
                    .count();
        }
        assertThat(gains).isPositive();
    }

    private static Program generous(Program program) {
        EarningRules earning = program.earning();
        EarningRules other = new EarningRules(
                new EarningRules.Rate(7, 100),
                List.of(),
                earning.stacking(),
                List.of(),
                0,
                0,
                null,
                earning.activities());
        return new Program(
                program.id(),
                program.version() + 1,
                program.currency(),
                program.zone(),
                other,
                program.tiers(),
                program.lots(),
                program.refunds(),
                program.holdTimeToLive(),
                program.backdatingDays());
    }
}
