package dev.giveback.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import dev.giveback.platform.lifecycle.StartupException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LoggingTest {

    @Test
    void aJsonLineHoldsTheFormattedMessageOnOneLine() throws JoranException {
        String line = lineOf("json", "stopped {} in {} ms", new Object[] {"the \"server\"", 12}, null);

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        assertThat(line)
                .contains(
                        "\"formattedMessage\":\"stopped the \\\"server\\\" in 12 ms\"",
                        "\"level\":\"INFO\"",
                        "\"loggerName\":\"dev.giveback.Something\"")
                .doesNotContain("\"arguments\"", "\"message\"");
    }

    @Test
    void aJsonLineHoldsTheExceptionToo() throws JoranException {
        String line = lineOf("json", "failed", new Object[0], new IllegalStateException("broken"));

        assertThat(line).containsOnlyOnce("\n").contains("\"throwable\":", "java.lang.IllegalStateException", "broken");
    }

    @Test
    void plainTextIsTheDefault() throws JoranException {
        assertThat(lineOf(null, "stopped {}", new Object[] {"it"}, null))
                .endsWith("INFO  dev.giveback.Something stopped it\n");
    }

    @Test
    void aFormatThatIsNotKnownIsToldClearly() {
        assertThatThrownBy(() -> Logging.check("GIVEBACK_LOG_FORMAT", "xml", List.of("text", "json")))
                .isInstanceOf(StartupException.class)
                .hasMessage("GIVEBACK_LOG_FORMAT: xml (expected: one of [text, json])");
    }

    /** What the shipped configuration makes of an event, without a console. */
    private static String lineOf(
            @Nullable String format, String message, Object[] arguments, @Nullable Throwable thrown)
            throws JoranException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        if (format != null) {
            context.putProperty("GIVEBACK_LOG_FORMAT", format);
        }
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LoggingTest.class.getResource("/logback.xml")));
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .as("a warning would be printed at each start")
                .allMatch(status -> status.getLevel() < Status.WARN);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var appender =
                (ConsoleAppender<ILoggingEvent>) root.iteratorForAppenders().next();
        Logger logger = context.getLogger("dev.giveback.Something");
        LoggingEvent event = new LoggingEvent("", logger, Level.INFO, message, thrown, arguments);
        String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }
}
