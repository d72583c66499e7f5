package dev.giveback.platform.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.TimestampFunction.TimestampOverload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * CEL's {@code timestamp("2011-11-25T00:00:00Z")}, remembering what it has read. A promotion's first and last day are the most
 * common condition there is, and CEL would read both again for every line of every order.
 */
final class Timestamps {
    private static final int MAX_REMEMBERED = 1_000;
    private static final String OVERLOAD = "string_to_timestamp";
    private static final Map<String, Instant> READ = new ConcurrentHashMap<>();

    /** CEL's own functions but for the one that is replaced. */
    static final CelStandardFunctions STANDARD_WITHOUT_TEXT = CelStandardFunctions.newBuilder()
            .filterFunctions((function, overload) -> overload != TimestampOverload.STRING_TO_TIMESTAMP)
            .build();

    /** What stands in for it; a pure function, so one memory serves every compiler. */
    static final CelFunctionBinding BINDING = CelFunctionBinding.from(OVERLOAD, String.class, Timestamps::read);

    private Timestamps() {}

    private static Instant read(String text) throws CelEvaluationException {
        @Nullable Instant known = READ.get(text);
        if (known != null) {
            return known;
        }
        try {
            Instant time = Instant.parse(text);
            if (READ.size() < MAX_REMEMBERED) {
                READ.put(text, time);
            }
            return time;
        } catch (DateTimeException e) {
            throw new CelEvaluationException("'" + text + "' is not a time such as 2011-11-25T00:00:00Z", e);
        }
    }
}
