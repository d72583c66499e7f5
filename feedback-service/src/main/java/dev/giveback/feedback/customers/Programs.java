package dev.giveback.feedback.customers;

import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc.ProgramServiceBlockingStub;
import dev.giveback.loyalty.v1.Tier;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Programs as loyalty-service tells them, kept for a minute; while it does not answer, what is kept goes on to be used, whatever its age.
 * Programs that do not exist are not kept, so that one just created is found.
 */
final class Programs {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Function<String, ProgramServiceBlockingStub> stubs;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(ProgramFacts facts, Instant until) {}

    /** Programs by stubs that have their deadline. */
    Programs(Function<String, ProgramServiceBlockingStub> stubs, InstantSource clock) {
        this.stubs = stubs;
        this.clock = clock;
    }

    Optional<ProgramFacts> find(String id) {
        Kept known = kept.get(id);
        if (known != null && clock.instant().isBefore(known.until())) {
            return Optional.of(known.facts());
        }
        try {
            ProgramFacts facts = facts(
                    id,
                    stubs.apply(id)
                            .getProgram(GetProgramRequest.newBuilder()
                                    .setName("programs/" + id)
                                    .build())
                            .getProgram());
            kept.put(id, new Kept(facts, clock.instant().plus(KEPT)));
            return Optional.of(facts);
        } catch (StatusRuntimeException failure) {
            return unanswered(known, failure);
        }
    }

    private static Optional<ProgramFacts> unanswered(@Nullable Kept known, StatusRuntimeException failure) {
        if (Answers.of(failure)
                .filter(refused -> refused.reason().equals("PROGRAM_NOT_FOUND"))
                .isPresent()) {
            return Optional.empty();
        }
        if (known == null) {
            throw new AwayException("loyalty-service", failure);
        }
        return Optional.of(known.facts());
    }

    private static ProgramFacts facts(String id, Program program) {
        Map<String, String> tiers = new LinkedHashMap<>();
        program.getTiers().getTiersList().stream()
                .sorted(Comparator.comparingLong(Tier::getThreshold))
                .forEach(tier -> tiers.put(tier.getTierId(), tier.getDisplayName()));
        return new ProgramFacts(
                id, program.getDisplayName(), ZoneId.of(program.getTimeZone()), program.getCurrencyCode(), tiers);
    }
}
