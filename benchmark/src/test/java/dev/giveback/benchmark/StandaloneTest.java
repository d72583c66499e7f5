package dev.giveback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a script that behaves like {@code ./giveback} as far as it concerns starting and stopping. */
final class StandaloneTest {
    /** Its server and its database are children that do not end with it; it is ready when both are written down. */
    private static final String SCRIPT = """
            #!/bin/sh
            case "$*" in
              --help) exit 0 ;;
            esac
            for data do :; done
            mkdir -p "$data"
            sleep 60 & server=$!
            sleep 60 & postgres=$!
            echo "{\\"pid\\": $server, \\"grpcPort\\": $3, \\"databasePort\\": 1, \\"postgresPid\\": $postgres}" >"$data/giveback.json"
            echo "$data" >"$0.ready"
            echo "Giveback is ready. Ctrl-C stops it."
            wait
            """;

    @Test
    void everythingThatWasStartedIsStoppedAndDeleted(@TempDir Path folder) throws Exception {
        Path script = script(folder, SCRIPT);
        Standalone standalone = Standalone.start(script);
        StandaloneRecord record = standalone.record();
        Path data = Path.of(Files.readString(folder.resolve("giveback.ready")).strip());
        assertThat(isAlive(record.pid())).isTrue();
        assertThat(isAlive(record.postgresPid())).isTrue();
        assertThat(record.grpcPort()).isBetween(1024, 65_535);

        standalone.close();

        assertThat(isAlive(record.pid())).isFalse();
        assertThat(isAlive(record.postgresPid())).isFalse();
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void itComesBackOnTheSameData(@TempDir Path folder) throws Exception {
        Path script = script(folder, SCRIPT);
        try (Standalone standalone = Standalone.start(script)) {
            StandaloneRecord first = standalone.record();
            Files.writeString(
                    Path.of(Files.readString(folder.resolve("giveback.ready")).strip())
                            .resolve("operator.key"),
                    "gb_x\n");

            assertThat(standalone.restart()).isPositive();

            assertThat(isAlive(first.pid())).isFalse();
            assertThat(isAlive(standalone.record().pid())).isTrue();
            assertThat(standalone.record().grpcPort()).isEqualTo(first.grpcPort());
            assertThat(standalone.place().key()).isEqualTo("gb_x");
        }
    }

    @Test
    void whatItSaidIsToldWhenItDoesNotComeUp(@TempDir Path folder) throws Exception {
        Path script = script(folder, """
                #!/bin/sh
                case "$*" in
                  --help) exit 0 ;;
                    esac
                echo "the port is taken"
                exit 1
                """);

        assertThatThrownBy(() -> Standalone.start(script))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the port is taken");
    }

    private static Path script(Path folder, String text) throws IOException {
        Path script = Files.writeString(folder.resolve("giveback"), text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
