package dev.giveback.access.domain;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of single fields. */
final class KeyRules {
    private static final Pattern PROGRAM = Pattern.compile("programs/[a-z][a-z0-9-]{0,39}");
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,64}");
    private static final int MAX_REQUESTS_PER_SECOND = 1_000_000;

    private KeyRules() {}

    /** The first rule that is broken; null if none is. */
    static @Nullable Refusal broken(KeyCommand.CreateKey command) {
        if (!REQUEST_ID.matcher(command.request().id()).matches()) {
            return requestId();
        }
        if (!Texts.isLine(command.displayName(), 1, Limits.MAX_DISPLAY_NAME)) {
            return Refusal.field("key.display_name", "must be 1 to 100 characters without control characters");
        }
        if (command.requestsPerSecond() < 0 || command.requestsPerSecond() > MAX_REQUESTS_PER_SECOND) {
            return Refusal.field("key.requests_per_second", "must be 0 to 1,000,000");
        }
        return broken(command.grant());
    }

    /** The rule that depends on the moment, so that a repeat is recognised before. */
    static @Nullable Refusal late(KeyCommand.CreateKey command, Instant now) {
        return command.expires() != null && !now.isBefore(command.expires())
                ? Refusal.field("key.expire_time", "must be after now")
                : null;
    }

    static @Nullable Refusal broken(KeyCommand.RotateKey command) {
        if (!REQUEST_ID.matcher(command.request().id()).matches()) {
            return requestId();
        }
        boolean fits = !command.overlap().isNegative() && command.overlap().compareTo(Limits.MAX_OVERLAP) <= 0;
        return fits ? null : Refusal.field("overlap", "must be 0 to 7 days");
    }

    private static @Nullable Refusal broken(Grant grant) {
        if (!isList(grant.scopes(), Limits.MAX_SCOPES, Scopes.ALL::contains)) {
            return Refusal.field(
                    "key.scopes", "must be * alone, or 1 to 40 different scopes as docs/SECURITY.md lists them");
        }
        if (!isList(grant.programs(), Limits.MAX_PROGRAMS, PROGRAM.asMatchPredicate())) {
            return Refusal.field(
                    "key.programs", "must be * alone, or 1 to 100 different programs, programs/{program} each");
        }
        return null;
    }

    private static boolean isList(List<String> values, int most, Predicate<String> rule) {
        return values.equals(List.of(Grant.ALL))
                || (!values.isEmpty()
                        && values.size() <= most
                        && new HashSet<>(values).size() == values.size()
                        && values.stream().allMatch(rule));
    }

    private static Refusal requestId() {
        return Refusal.field("request_id", "must be 1 to 64 printable ASCII characters without spaces");
    }
}
