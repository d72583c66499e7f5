package dev.giveback.platform.logging;

import dev.giveback.platform.lifecycle.StartupException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Logging of a process. {@code GIVEBACK_LOG_FORMAT} is {@code text} (the default) or {@code json}, one object a line;
 * {@code GIVEBACK_LOG_LEVEL} is the level of the root logger. Logs go to standard error, so that standard output belongs to what a
 * command prints. The layouts stand in {@code logback-text.xml} and {@code logback-json.xml}; requests are never logged, so that no personal data is.
 */
public final class Logging {
    private static final List<String> FORMATS = List.of("text", "json");
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    private Logging() {}

    /**
     * Brings the lines of {@code java.util.logging}, which gRPC uses, into the same log, and checks the environment.
     *
     * @throws StartupException when a logging variable has a value that is not known
     */
    public static void start() {
        check("GIVEBACK_LOG_FORMAT", System.getenv("GIVEBACK_LOG_FORMAT"), FORMATS);
        check("GIVEBACK_LOG_LEVEL", System.getenv("GIVEBACK_LOG_LEVEL"), LEVELS);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static void check(String name, @Nullable String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            throw new StartupException(name + ": " + value + " (expected: one of " + allowed + ")");
        }
    }
}
