package dev.giveback.access.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.Refusal;
import io.grpc.StatusRuntimeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of single fields that neither the contract's own validation nor the domain checks. */
final class Checks {
    private static final Pattern PROGRAM = Pattern.compile("programs/([a-z][a-z0-9-]{0,39})");

    private Checks() {}

    static KeyId key(String name, String field) {
        KeyId id = KeyId.parse(name);
        if (id == null) {
            throw refused(field, KeyId.RULE);
        }
        return id;
    }

    static String program(String name, String field) {
        Matcher matcher = PROGRAM.matcher(name);
        if (!matcher.matches()) {
            throw refused(field, "must be programs/{program}; 1 to 40 of a-z 0-9 -, starting with a letter");
        }
        return matcher.group(1);
    }

    /** A moment to the millisecond; null if the field is not set. */
    static @Nullable Instant time(boolean isSet, Timestamp time, String field) {
        if (!isSet) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(Timestamps.toMillis(Timestamps.checkValid(time)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw refused(field, "must be a timestamp from year 1 to 9999");
        }
    }

    static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }
}
