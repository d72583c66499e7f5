package dev.giveback.access.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A second look at events of the log of acts that were recorded: which rules one breaks. */
public final class ActCheck {
    private ActCheck() {}

    /** What is wrong with an event that follows this state. */
    public static List<Breach> of(AuditLog before, AuditEvent event) {
        return switch (event) {
            case AuditEvent.ActBegun begun ->
                begun.id() == before.latest() + 1
                        ? List.of()
                        : breach(
                                Breach.Rule.NUMBER,
                                "act " + begun.id() + " begins (expected: act " + (before.latest() + 1) + ")");
            case AuditEvent.ActEnded ended -> ended(before, ended);
        };
    }

    private static List<Breach> ended(AuditLog before, AuditEvent.ActEnded event) {
        if (event.id() < 1 || event.id() > before.latest()) {
            return breach(Breach.Rule.EVENT, "act " + event.id() + " ends and has not begun");
        }
        @Nullable Instant begun = before.open().get(event.id());
        if (begun == null) {
            return breach(Breach.Rule.STATE, "act " + event.id() + " ends and has ended before");
        }
        boolean isLate = begun.isBefore(event.time().minus(Limits.ACT));
        boolean isForced =
                before.open().size() >= Limits.MAX_OPEN_ACTS && before.open().firstKey() == event.id();
        return !event.lost() || isLate || isForced
                ? List.of()
                : breach(Breach.Rule.STATE, "the end of act " + event.id() + " was given up before its time");
    }

    private static List<Breach> breach(Breach.Rule rule, String message) {
        return List.of(new Breach(rule, message));
    }
}
