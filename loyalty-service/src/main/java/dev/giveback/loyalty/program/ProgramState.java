package dev.giveback.loyalty.program;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.StoredProgramEvent;
import dev.giveback.loyalty.program.ProgramChange.CreateProgram;
import dev.giveback.loyalty.program.ProgramChange.UpdateProgram;
import dev.giveback.loyalty.program.ProgramDecision.Accepted;
import dev.giveback.loyalty.program.ProgramDecision.Rejected;
import dev.giveback.loyalty.program.ProgramDecision.Repeated;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program after its events. Pure: the actor gives the time.
 *
 * @param current version; null before the first
 * @param chainHash of the latest record
 * @param requests that are remembered, oldest first, with their first answers
 */
record ProgramState(@Nullable Program current, ByteString chainHash, List<Remembered> requests) {
    /** Requests that a program remembers; a repeat of an older one is judged as a new request. */
    static final int REMEMBERED_REQUESTS = 100;

    static final ProgramState EMPTY = new ProgramState(null, ChainHash.NONE, List.of());

    ProgramState {
        requests = List.copyOf(requests);
    }

    /** A request, the fingerprint of its content and what it was answered. */
    record Remembered(String requestId, long fingerprint, Program answer) {}

    /** Judges a change: a repeat before everything else. */
    ProgramDecision decide(ProgramChange change, Instant now) {
        Optional<Remembered> earlier = requests.stream()
                .filter(request -> request.requestId().equals(change.request().requestId()))
                .findFirst();
        if (earlier.isPresent()) {
            return repeat(earlier.get(), change.request());
        }
        return switch (change) {
            case CreateProgram create -> create(create, now);
            case UpdateProgram update -> update(update, now);
        };
    }

    /** The state after one more event. */
    ProgramState evolve(StoredProgramEvent stored) {
        ProgramEvent event = stored.event();
        int forgotten = Math.max(0, requests.size() + 1 - REMEMBERED_REQUESTS);
        List<Remembered> remembered = new ArrayList<>(requests.subList(forgotten, requests.size()));
        remembered.add(new Remembered(event.getRequestId(), event.getRequestFingerprint(), event.getProgram()));
        return new ProgramState(event.getProgram(), stored.chainHash(), remembered);
    }

    private static ProgramDecision repeat(Remembered earlier, ProgramChange.Request request) {
        return earlier.fingerprint() == request.fingerprint()
                ? new Repeated(earlier.answer())
                : rejected(
                        Reason.REQUEST_ID_REUSED,
                        "request id '" + request.requestId() + "' was used before with other content",
                        Map.of("request_id", request.requestId()));
    }

    private ProgramDecision create(CreateProgram create, Instant now) {
        if (current != null) {
            return rejected(
                    Reason.PROGRAM_EXISTS,
                    "program '" + current.getName() + "' exists",
                    Map.of("name", current.getName()));
        }
        Timestamp time = timestamp(now);
        return accepted(create, create.program().toBuilder().setVersion(1).setCreateTime(time), now);
    }

    private ProgramDecision update(UpdateProgram update, Instant now) {
        String name = update.program().getName();
        if (current == null) {
            return rejected(Reason.PROGRAM_NOT_FOUND, "there is no program '" + name + "'", Map.of("name", name));
        }
        if (update.expectedVersion() != 0 && update.expectedVersion() != current.getVersion()) {
            return rejected(
                    Reason.VERSION_CHANGED,
                    "program '" + name + "' is at version " + current.getVersion() + ", not "
                            + update.expectedVersion(),
                    Map.of(
                            "expected_version", Long.toString(update.expectedVersion()),
                            "current_version", Long.toString(current.getVersion())));
        }
        if (!update.program().getCurrencyCode().equals(current.getCurrencyCode())) {
            return rejected(
                    Reason.CURRENCY_FIXED,
                    "the currency of program '" + name + "' is " + current.getCurrencyCode() + " for ever",
                    Map.of("currency_code", current.getCurrencyCode()));
        }
        return accepted(
                update,
                update.program().toBuilder()
                        .setVersion(Math.addExact(current.getVersion(), 1))
                        .setCreateTime(current.getCreateTime()),
                now);
    }

    private static Accepted accepted(ProgramChange change, Program.Builder program, Instant now) {
        return new Accepted(ProgramEvent.newBuilder()
                .setRecordMillis(now.toEpochMilli())
                .setRequestId(change.request().requestId())
                .setRequestFingerprint(change.request().fingerprint())
                .setPrincipal(change.request().principal())
                .setProgram(program.setUpdateTime(timestamp(now)))
                .build());
    }

    private static Rejected rejected(Reason reason, String message, Map<String, String> details) {
        return new Rejected(new Refusal(reason, message, details));
    }

    /** To the millisecond, as the event's own time is. */
    private static Timestamp timestamp(Instant time) {
        long millis = time.toEpochMilli();
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(millis, 1_000L))
                .setNanos(Math.floorMod(millis, 1_000) * 1_000_000)
                .build();
    }
}
