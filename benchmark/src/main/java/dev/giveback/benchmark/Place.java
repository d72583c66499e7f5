package dev.giveback.benchmark;

import dev.giveback.benchmark.sql.DatabaseAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the Giveback that is measured can be found.
 *
 * @param database the server that it writes to; empty when nobody told
 */
record Place(
        String host, int port, Optional<DatabaseAddress> database, OptionalLong serverPid, OptionalLong postgresPid) {
    private static final String LOOPBACK = "127.0.0.1";

    static Place of(StandaloneRecord standalone) {
        return new Place(
                LOOPBACK,
                standalone.grpcPort(),
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
                Optional.ofNullable(options.databasePort)
                        .map(port -> new DatabaseAddress(
                                options.databaseHost, port, options.databaseUser, options.databasePassword)),
                optional(options.serverPid),
                optional(options.postgresPid));
    }

    private static OptionalLong optional(@Nullable Long pid) {
        return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
