package dev.giveback.loyalty.program;

import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.v1.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current version of every program, as this node knows it. It learns of a version by the feed, by a change that this node
 * answered, or by asking the program's actor; a version never gives way to an older one, whichever comes first.
 */
public final class ProgramRegistry {
    /** Programs that are asked for at one time; more are refused, so that invented names cannot start actors without limit. */
    static final int MAX_ASKED = 64;

    private static final Logger LOG = LoggerFactory.getLogger(ProgramRegistry.class);

    private final Map<String, ProgramVersion> versions = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Optional<ProgramVersion>>> asked = new ConcurrentHashMap<>();
    private final LongAdder unusable = new LongAdder();
    private final ProgramMapper mapper;
    private final ProgramEntities entities;
    private final Executor executor;

    /**
     * A registry that knows nothing yet.
     *
     * @param executor where programs that were asked for are compiled; not a thread of the network
     */
    public ProgramRegistry(ProgramMapper mapper, ProgramEntities entities, Executor executor) {
        this.mapper = mapper;
        this.entities = entities;
        this.executor = executor;
    }

    /** The current version of a program, by its id; null if this node knows of none. Lock-free: called at every checkout. */
    public @Nullable ProgramVersion find(String programId) {
        return versions.get(programId);
    }

    /**
     * The current version, asking the program's actor if this node knows of none: it may have been created on another node a moment
     * ago. Empty if there is no such program. Never blocks. Fails when the actor cannot be reached or too many are being asked for,
     * and then nothing is known.
     */
    public CompletionStage<Optional<ProgramVersion>> findOrAsk(String programId) {
        @Nullable ProgramVersion known = find(programId);
        if (known != null) {
            return CompletableFuture.completedFuture(Optional.of(known));
        }
        if (asked.size() >= MAX_ASKED) {
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException("programs asked for at one time: more than " + MAX_ASKED));
        }
        CompletableFuture<Optional<ProgramVersion>> answer = new CompletableFuture<>();
        @Nullable CompletableFuture<Optional<ProgramVersion>> earlier = asked.putIfAbsent(programId, answer);
        if (earlier != null) {
            return earlier;
        }
        ask(programId, answer);
        return answer;
    }

    /** Takes note of a version. Gives what this node then knows; null if it is the first version and cannot be used. */
    public @Nullable ProgramVersion learn(Program program) {
        String programId = ProgramName.idOf(program.getName());
        @Nullable ProgramVersion known = find(programId);
        if (known != null && known.version() >= program.getVersion()) {
            return known;
        }
        return switch (mapper.map(program)) {
            case ProgramMapper.Mapping.Valid valid ->
                versions.merge(programId, new ProgramVersion(valid.program(), program), ProgramRegistry::newer);
            case ProgramMapper.Mapping.Invalid invalid -> {
                // It was valid when it was stored, so another build stored it. One program stays behind, not the whole
                // node.
                unusable.increment();
                LOG.error(
                        "{} version {} cannot be used: {}", program.getName(), program.getVersion(), invalid.errors());
                yield known;
            }
        };
    }

    /**
     * Follows the feed from now on. Completes when everything stored by now is known; the node should not be ready before. Of what
     * was stored before only the latest versions are compiled.
     */
    public CompletionStage<?> follow(ProgramFeed feed) {
        CatchUp catchUp = new CatchUp();
        return feed.start(catchUp).thenRun(catchUp::finish);
    }

    /** The programs after this id that are wanted, by id. */
    public List<ProgramVersion> listAfter(String programId, int limit, Predicate<String> wanted) {
        return versions.entrySet().stream()
                .filter(entry -> entry.getKey().compareTo(programId) > 0 && wanted.test(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .limit(limit)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** How many versions could not be used by this build since the start; anything but 0 needs an operator. */
    public long unusableVersions() {
        return unusable.sum();
    }

    private void ask(String programId, CompletableFuture<Optional<ProgramVersion>> answer) {
        var unused = entities.ask(programId, ProgramCommand.Read::new)
                .thenApplyAsync(this::learned, executor)
                .whenComplete((learned, failure) -> {
                    asked.remove(programId, answer);
                    if (failure == null) {
                        answer.complete(learned);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
    }

    private Optional<ProgramVersion> learned(ProgramReply reply) {
        return switch (reply) {
            case ProgramReply.Answered answered -> Optional.ofNullable(learn(answered.program()));
            case ProgramReply.Refused refused -> Optional.empty();
        };
    }

    private static ProgramVersion newer(ProgramVersion one, ProgramVersion other) {
        return one.version() >= other.version() ? one : other;
    }

    /** Keeps the latest version of each program until all stored ones were given, and passes on each one after that. */
    private final class CatchUp implements Consumer<ProgramEvent> {
        private @Nullable Map<String, Program> latest = new HashMap<>();

        @Override
        public synchronized void accept(ProgramEvent event) {
            Program program = event.getProgram();
            if (latest == null) {
                learn(program);
            } else {
                latest.merge(program.getName(), program, CatchUp::newest);
            }
        }

        synchronized void finish() {
            if (latest != null) {
                latest.values().forEach(ProgramRegistry.this::learn);
                latest = null;
            }
        }

        private static Program newest(Program one, Program other) {
            return one.getVersion() >= other.getVersion() ? one : other;
        }
    }
}
