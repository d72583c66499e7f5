package dev.giveback.loyalty.program;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProgramRegistryTest {
    private final List<CompletableFuture<ProgramReply>> asked = new ArrayList<>();
    private final ProgramRegistry registry = new ProgramRegistry(
            Programs.mapper(),
            ProgramEntities.of((id, command) -> {
                CompletableFuture<ProgramReply> answer = new CompletableFuture<>();
                asked.add(answer);
                return answer;
            }),
            Runnable::run);

    @Test
    void aVersionNeverGivesWayToAnOlderOne() {
        registry.learn(Programs.version(2));
        registry.learn(Programs.version(1));
        assertThat(version("shop")).isEqualTo(2);

        registry.learn(Programs.version(3));
        assertThat(version("shop")).isEqualTo(3);
        assertThat(requireNonNull(registry.find("shop")).rules().backdatingDays())
                .isEqualTo(3);
    }

    @Test
    void theNewestVersionStaysInWhateverOrderTheyCome() {
        List<Program> versions = new ArrayList<>(
                IntStream.rangeClosed(1, 50).mapToObj(Programs::version).toList());
        Collections.shuffle(versions, new Random(42));
        versions.parallelStream().forEach(registry::learn);

        assertThat(version("shop")).isEqualTo(50);
    }

    @Test
    void aVersionThatThisBuildCannotUseLeavesTheOneBeforeAndIsCounted() {
        registry.learn(Programs.version(1));
        registry.learn(Programs.withCondition(Programs.version(2), "order.from_the_future"));

        assertThat(version("shop")).isEqualTo(1);
        assertThat(registry.unusableVersions()).isEqualTo(1);
    }

    @Test
    void followingTheFeedKnowsAllThatWasStoredAndThenEachNewVersion() {
        Feed feed = new Feed();
        var followed = registry.follow(feed).toCompletableFuture();
        feed.give(Programs.withCondition(Programs.version(1), "no longer valid"), Programs.version(2));
        assertThat(registry.find("shop")).isNull();
        assertThat(followed).isNotDone();

        feed.stored.complete("all");
        assertThat(followed).isCompleted();
        assertThat(version("shop")).isEqualTo(2);
        assertThat(registry.unusableVersions())
                .as("only the latest is compiled")
                .isZero();

        feed.give(Programs.version(3), Programs.version(2));
        assertThat(version("shop")).isEqualTo(3);
    }

    @Test
    void aProgramThatIsNotKnownIsAskedForOnce() {
        var first = registry.findOrAsk("shop").toCompletableFuture();
        var second = registry.findOrAsk("shop").toCompletableFuture();
        assertThat(asked).hasSize(1);

        asked.getFirst().complete(new ProgramReply.Answered(Programs.version(4)));
        assertThat(first.join())
                .hasValueSatisfying(found -> assertThat(found.version()).isEqualTo(4));
        assertThat(second.join()).isEqualTo(first.join());
        assertThat(registry.findOrAsk("shop")).isCompleted();
        assertThat(version("shop")).isEqualTo(4);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aProgramThatDoesNotExistIsAskedForAgainNextTime() {
        var answer = registry.findOrAsk("shop").toCompletableFuture();
        asked.getFirst()
                .complete(new ProgramReply.Refused(new Refusal(Reason.PROGRAM_NOT_FOUND, "there is none", Map.of())));

        assertThat(answer.join()).isEmpty();
        var unused = registry.findOrAsk("shop");
        assertThat(asked).hasSize(2);
    }

    @Test
    void anActorThatDoesNotAnswerLeavesNothingKnown() {
        var answer = registry.findOrAsk("shop").toCompletableFuture();
        asked.getFirst().completeExceptionally(new TimeoutException("5 s"));

        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(registry.find("shop")).isNull();
    }

    @Test
    void inventedNamesCannotStartActorsWithoutLimit() {
        for (int i = 0; i < ProgramRegistry.MAX_ASKED; i++) {
            var unused = registry.findOrAsk("invented-" + i);
        }
        var refused = registry.findOrAsk("one-more").toCompletableFuture();

        assertThat(asked).hasSize(ProgramRegistry.MAX_ASKED);
        assertThatThrownBy(refused::join).hasCauseInstanceOf(RejectedExecutionException.class);
        asked.getFirst().completeExceptionally(new TimeoutException("5 s"));
        assertThat(registry.findOrAsk("one-more").toCompletableFuture()).isNotDone();
    }

    @Test
    void programsAreListedById() {
        for (String id : List.of("c", "a", "d", "b")) {
            registry.learn(Programs.named(id));
        }

        assertThat(ids("", 3)).containsExactly("a", "b", "c");
        assertThat(ids("c", 3)).containsExactly("d");
        assertThat(ids("d", 3)).isEmpty();
    }

    private List<String> ids(String after, int limit) {
        return registry.listAfter(after, limit, id -> true).stream()
                .map(version -> version.rules().id())
                .toList();
    }

    private long version(String id) {
        return requireNonNull(registry.find(id)).version();
    }

    /** A feed that gives what the test says, when it says so. */
    private static final class Feed implements ProgramFeed {
        private final CompletableFuture<String> stored = new CompletableFuture<>();
        private @Nullable Consumer<ProgramEvent> consumer;

        @Override
        public CompletableFuture<String> start(Consumer<ProgramEvent> onEvent) {
            consumer = onEvent;
            return stored;
        }

        void give(Program... versions) {
            Arrays.stream(versions)
                    .map(version ->
                            ProgramEvent.newBuilder().setProgram(version).build())
                    .forEach(requireNonNull(consumer));
        }
    }
}
