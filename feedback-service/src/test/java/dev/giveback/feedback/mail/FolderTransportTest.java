package dev.giveback.feedback.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderTransportTest {
    @TempDir
    private Path folder;

    private MailTransport transport() {
        return MailTransports.of(
                        Settings.load(
                                        Map.of(
                                                "giveback.feedback.mail.transport",
                                                "folder",
                                                "giveback.feedback.mail.folder",
                                                folder.resolve("out").toString()),
                                        "giveback-feedback")
                                .at("giveback.feedback.mail"),
                        Duration.ofSeconds(1))
                .orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder.resolve("out"))) {
            return files.toList();
        }
    }

    @Test
    void aLetterIsAFileThatAMailProgramReads() throws Exception {
        assertThat(transport().send(Letters.to("zoe@home.example"))).isEqualTo(new SendOutcome.Sent());

        assertThat(files()).containsExactly(folder.resolve("out").resolve(Letters.ID + ".eml"));
        try (InputStream file = Files.newInputStream(files().getFirst())) {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), file);
            assertThat(mail.getSubject()).isEqualTo("Wie war’s? – Ünïcode");
            assertThat(mail.getMessageID()).isEqualTo("<" + Letters.ID + "@shop.example>");
        }
    }

    @Test
    void theSameContactIsWrittenOnce() throws IOException {
        transport().send(Letters.to("zoe@home.example"));
        String first = Files.readString(files().getFirst());
        // Even another address does not: what was sent is sent.
        assertThat(transport().send(Letters.to("other@home.example"))).isEqualTo(new SendOutcome.Sent());
        assertThat(files()).hasSize(1);
        assertThat(Files.readString(files().getFirst())).isEqualTo(first);
        assertThat(transport().isRepeatable()).isTrue();
    }

    @Test
    void manyAtOnceLeaveOneFileAndNothingAside() throws IOException {
        MailTransport transport = transport();
        assertThat(IntStream.range(0, 50).parallel().mapToObj(i -> transport.send(Letters.to("zoe@home.example"))))
                .containsOnly(new SendOutcome.Sent());
        assertThat(files()).hasSize(1);
    }

    @Test
    void aFolderThatIsGoneIsTriedAgain() throws IOException {
        MailTransport transport = transport();
        Files.delete(folder.resolve("out"));
        assertThat(transport.send(Letters.to("zoe@home.example"))).isInstanceOf(SendOutcome.TryAgain.class);
        assertThat(transport.send(Letters.to("no address"))).isInstanceOf(SendOutcome.Refused.class);
    }

    @Test
    void withoutAFolderItDoesNotStart() {
        assertThatThrownBy(() -> MailTransports.of(
                        Settings.load(Map.of("giveback.feedback.mail.transport", "folder"), "giveback-feedback")
                                .at("giveback.feedback.mail"),
                        Duration.ofSeconds(1)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("giveback.feedback.mail.folder");
    }
}
