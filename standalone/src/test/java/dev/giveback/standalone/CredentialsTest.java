package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.standalone.client.GatewayAddress;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsTest {
    @TempDir
    private Path folder;

    @Test
    void aFileHasTheKeyOnItsOnlyLine() throws IOException {
        Path file = folder.resolve("till.key");
        Files.writeString(file, "gb_abc_def\n");
        GatewayAddress.Key key = Credentials.find(file, false);
        assertThat(key.secret()).isEqualTo("gb_abc_def");
        assertThat(key.source()).isEqualTo(file.toString());
    }

    @Test
    void aKeyIsNeverToldByItsText() throws IOException {
        Path file = folder.resolve("till.key");
        Files.writeString(file, "gb_abc_def\n");
        assertThat(Credentials.find(file, false)).asString().doesNotContain("gb_abc");
    }

    @Test
    void whatIsNoKeyIsSaidWithoutShowingIt() throws IOException {
        Path file = folder.resolve("two.key");
        Files.writeString(file, "gb_abc\ngb_def\n");
        assertThatThrownBy(() -> Credentials.find(file, true))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("two.key holds no key")
                .hasMessageNotContaining("gb_abc");
    }

    @Test
    void aFileThatIsNotThereIsWrongUsage() {
        assertThatThrownBy(() -> Credentials.find(folder.resolve("none.key"), true))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE));
    }

    @Test
    void theOperatorsKeyOfThisMachineIsNotShownToAnother() {
        assertThat(Credentials.find(null, false).secret()).isEmpty();
    }

    @Test
    void theOperatorsKeyIsInTheDataDirectory() throws IOException {
        assertThat(Credentials.operator(folder.resolve("operator.key")).secret())
                .isEmpty();
        assertThat(Credentials.operator(folder.resolve("operator.key")).source())
                .contains("there is no " + folder.resolve("operator.key"));
        Files.writeString(Credentials.operatorFile(folder), "gb_operator");
        assertThat(Credentials.operator(folder.resolve("operator.key")).secret())
                .isEqualTo("gb_operator");
    }
}
