package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class GivebackCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "up --help",
                "replay --help",
                "customer --help",
                "campaigns --help",
                "campaign --help",
                "campaign create --help",
                "codes --help",
                "surprises --help",
                "surprises verify --help",
                "journal acts --help",
                "journal liability --help",
                "journal rederive --help"
            })
    void helpTeachesWithExamplesAndFitsATerminal(String arguments) {
        assertThat(execute(arguments)).isZero();
        assertThat(out.toString()).contains("  giveback ").contains("--help").contains("--debug");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("giveback ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "down",
                "replay --days many",
                "replay --days -1",
                "replay --speed fast",
                "replay --in-flight 0",
                "replay --program Shop",
                "replay -o xml",
                "customer",
                "customer 1 --lots 0",
                "campaign",
                "campaign Thanks",
                "campaign create",
                "codes",
                "codes gifts --from -1",
                "codes gifts --count -1",
                "campaigns -o xml",
                "surprises",
                "surprises verify",
                "up --grpc-port here",
                "up --wait 5",
                "up --unknown"
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String arguments) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(err.toString()).startsWith("giveback: ");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --check",
                "customer 13085",
                "replay --data ../data/online-retail-ii",
                "campaigns",
                "campaign thanks",
                "codes gifts",
                "surprises verify mug",
                "journal acts",
                "journal liability shop",
                "journal rederive 13085"
            })
    void whatCannotBeReachedIsOneLineAndExitCodeThree(String arguments) throws IOException {
        assertThat(execute(arguments + " --grpc-port " + closedPort())).isEqualTo(3);
        assertThat(err.toString()).startsWith("giveback: ").contains("127.0.0.1:");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void debugShowsTheStackTrace() throws IOException {
        assertThat(execute("up --check --debug --grpc-port " + closedPort())).isEqualTo(3);
        assertThat(err.toString()).contains("\tat dev.giveback.standalone.UpCommand");
    }

    @Test
    void aTakenPortIsRefusedBeforeAnythingIsStarted(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exitCode = execute("up --grpc-port " + taken.getLocalPort() + " --data-dir " + folder);

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString()).contains("the port " + taken.getLocalPort() + " cannot be had");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFolderWithoutDataIsAFailure() {
        assertThat(execute("replay --data target")).isEqualTo(1);
        assertThat(err.toString()).contains("no lines.csv.gz or lines.csv in ");
    }

    @Test
    void aFileThatIsNoCampaignIsSaidSo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("c.json");
        assertThat(execute("campaign create " + file)).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be read");

        Files.writeString(file, "{\"nome\": \"x\"}");
        assertThat(execute("campaign create " + file)).isEqualTo(1);
        assertThat(err.toString()).contains("is no campaign");
    }

    @Test
    void optionsTakeTheirDefaultsFromTheDocumentedPlaces() {
        CommandLine.ParseResult up = GivebackCommand.commandLine()
                .parseArgs("up", "--data-dir", "elsewhere", "--database-port", "5999", "--http-port", "9001")
                .subcommand();

        assertThat(up.commandSpec().findOption("--grpc-port").<Integer>getValue())
                .isEqualTo(8980);
        assertThat(up.commandSpec().findOption("--http-port").<Integer>getValue())
                .isEqualTo(9001);
        assertThat(up.commandSpec().findOption("--database-port").<Integer>getValue())
                .isEqualTo(5999);
        assertThat(up.commandSpec().findOption("--data-dir").<Path>getValue()).hasToString("elsewhere");
    }

    private int execute(String arguments) {
        return GivebackCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
