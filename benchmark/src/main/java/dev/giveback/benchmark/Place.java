package dev.giveback.benchmark;

import dev.giveback.benchmark.sql.DatabaseAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the Giveback that is measured can be found.
 *
 * @param key the secret that its gateway asks for; empty for none
 * @param loyaltyPort port of the loyalty service itself, on the same host; empty when there is none
 * @param metricsPort where it tells its own counters, on the same host; empty when nobody told
 * @param database the server that it writes to; empty when nobody told
 */
record Place(
        String host,
        int port,
        String key,
        OptionalInt loyaltyPort,
        OptionalInt metricsPort,
        Optional<DatabaseAddress> database,
        OptionalLong serverPid,
        OptionalLong postgresPid) {
    private static final String LOOPBACK = "127.0.0.1";

    static Place of(StandaloneRecord standalone, String key) {
        return new Place(
                LOOPBACK,
                standalone.grpcPort(),
                key,
                optional(standalone.loyaltyPort()),
                OptionalInt.of(standalone.httpPort()),
                Optional.of(new DatabaseAddress(
                        LOOPBACK,
                        standalone.databasePort(),
                        orElse(standalone.databaseUser(), "postgres"),
                        orElse(standalone.databasePassword(), ""))),
                OptionalLong.of(standalone.pid()),
                OptionalLong.of(standalone.postgresPid()));
    }

    /** A place that the options name themselves. Throws IllegalArgumentException if the target is not {@code host:port}. */
    static Place of(Options options, String target) {
        int colon = target.lastIndexOf(':');
        if (colon < 1 || !target.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("--target: " + target + " (expected: HOST:PORT)");
        }
        return new Place(
                target.substring(0, colon),
                Integer.parseInt(target.substring(colon + 1)),
                options.key,
                optional(options.loyaltyPort),
                optional(options.metricsPort),
                Optional.ofNullable(options.databasePort)
                        .map(port -> new DatabaseAddress(
                                options.databaseHost, port, options.databaseUser, options.databasePassword)),
                optional(options.serverPid),
                optional(options.postgresPid));
    }

    private static OptionalLong optional(@Nullable Long pid) {
        return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    private static OptionalInt optional(@Nullable Integer port) {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
