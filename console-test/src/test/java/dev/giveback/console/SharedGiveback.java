package dev.giveback.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Giveback with 60 replayed days for all test classes of a run, because a start and a replay take minutes. Each act is tried on customers, campaigns and
 * keys of its own.
 */
final class SharedGiveback implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(SharedGiveback.class);
    private static final int DAYS = 60;

    /** The one that is shared, stopped with the run. */
    private record Running(Path folder, RunningGiveback giveback) implements AutoCloseable {
        static Running start() {
            try {
                Path folder = Files.createTempDirectory("giveback-console");
                RunningGiveback giveback = RunningGiveback.start(folder);
                giveback.replay(DAYS);
                return new Running(folder, giveback);
            } catch (Exception failed) {
                throw new IllegalStateException("no Giveback to look at", failed);
            }
        }

        @Override
        public void close() throws IOException {
            giveback.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningGiveback.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .giveback();
    }
}
