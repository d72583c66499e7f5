package dev.giveback.gateway.http;

import com.linecorp.armeria.common.RequestHeaders;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller will wait: {@code X-Server-Timeout} in seconds, {@code 2.5} say, or {@code grpc-timeout} as gRPC writes it, {@code 2500m} say. */
final class Timeout {
    private static final String SECONDS = "x-server-timeout";
    private static final String GRPC = "grpc-timeout";
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,8}(\\.[0-9]{1,9})?");
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private Timeout() {}

    /**
     * What the caller said, at most {@code longest}; else {@code usual}.
     *
     * @throws io.grpc.StatusRuntimeException if it cannot be read
     */
    static Duration of(RequestHeaders headers, Duration usual, Duration longest) {
        Duration said = said(headers);
        return said == null ? usual : said.compareTo(longest) < 0 ? said : longest;
    }

    private static @Nullable Duration said(RequestHeaders headers) {
        String seconds = headers.get(SECONDS);
        if (seconds != null) {
            if (!DECIMAL.matcher(seconds).matches()) {
                throw FieldProblem.of(SECONDS, "VALUE", "does not fit (expected: seconds, as in 2.5)");
            }
            return Duration.ofNanos(new BigDecimal(seconds).movePointRight(9).longValue());
        }
        String grpc = headers.get(GRPC);
        if (grpc == null) {
            return null;
        }
        Matcher parts = WITH_UNIT.matcher(grpc);
        if (!parts.matches()) {
            throw FieldProblem.of(GRPC, "VALUE", "does not fit (expected: a number and one of H, M, S, m, u, n)");
        }
        return unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "H" -> Duration.ofHours(1);
            case "M" -> Duration.ofMinutes(1);
            case "S" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMillis(1);
            case "u" -> Duration.ofNanos(1_000);
            default -> Duration.ofNanos(1);
        };
    }
}
