package dev.giveback.feedback.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.giveback.platform.config.Settings;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SmtpTransportTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static MailTransport transport(int port, Map<String, Object> more, Duration longest) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("giveback.feedback.mail.transport", "smtp");
        settings.put("giveback.feedback.mail.smtp.port", port);
        settings.put("giveback.feedback.mail.smtp.timeout", "1s");
        settings.putAll(more);
        return MailTransports.of(Settings.load(settings, "giveback-feedback").at("giveback.feedback.mail"), longest)
                .orElseThrow();
    }

    private static MailTransport transport(int port) {
        return transport(port, Map.of(), LONGEST);
    }

    private static GreenMail greenMail() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @Test
    void aLetterArrivesWithBothPartsAndItsHeaders() throws Exception {
        GreenMail server = greenMail();
        try {
            assertThat(transport(server.getSmtp().getPort()).send(Letters.to("zoe@home.example")))
                    .isEqualTo(new SendOutcome.Sent());

            assertThat(server.getReceivedMessages()).hasSize(1);
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("Wie war’s? – Ünïcode");
            InternetAddress from = (InternetAddress) mail.getFrom()[0];
            assertThat(from.getPersonal()).isEqualTo("Müller Läden");
            assertThat(from.getAddress()).isEqualTo("hello@shop.example");
            InternetAddress to = (InternetAddress) mail.getAllRecipients()[0];
            assertThat(to.getPersonal()).isEqualTo("Zoë Žižek");
            assertThat(to.getAddress()).isEqualTo("zoe@home.example");
            assertThat(mail.getMessageID()).isEqualTo("<" + Letters.ID + "@shop.example>");
            assertThat(mail.getSentDate().toInstant()).isEqualTo(Letters.TIME);
            assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<https://shop.example/u/xyz>");
            assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getHeader("Content-Language")).containsExactly("de");
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
            assertThat(parts.getBodyPart(0).getContent().toString()).contains("Grüße 😀");
            assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
            assertThat(parts.getBodyPart(1).getContent().toString()).contains("<p>Grüße 😀</p>");
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatWantsAPasswordGetsIt() {
        GreenMail server = greenMail();
        server.setUser("shop@shop.example", "shop", "secret");
        server.getManagers().getUserManager().setAuthRequired(true);
        try {
            int port = server.getSmtp().getPort();
            assertThat(transport(
                                    port,
                                    Map.of(
                                            "giveback.feedback.mail.smtp.user", "shop",
                                            "giveback.feedback.mail.smtp.password", "secret"),
                                    LONGEST)
                            .send(Letters.to("zoe@home.example")))
                    .isEqualTo(new SendOutcome.Sent());
            assertThat(transport(
                                    port,
                                    Map.of(
                                            "giveback.feedback.mail.smtp.user", "shop",
                                            "giveback.feedback.mail.smtp.password", "wrong"),
                                    LONGEST)
                            .send(Letters.to("zoe@home.example")))
                    .isNotEqualTo(new SendOutcome.Sent());
        } finally {
            server.stop();
        }
    }

    /** Nothing that a profile or a policy holds becomes a header, a second recipient or a command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "zoe@home.example\r\nBcc: all@home.example",
                "zoe@home.example, all@home.example",
                "zoe@home.example\nRCPT TO:<all@home.example>",
                "<zoe@home.example>",
                "Zoe <zoe@home.example>",
                "zoe@home.example\0",
                "zoe",
                "@home.example",
                "zoë@home.example",
                "zoe@[127.0.0.1]",
                "zoe@home..example",
                ""
            })
    void whatIsNoAddressIsRefusedBeforeAnythingIsSent(String address) throws IOException {
        try (ScriptedSmtp server = ScriptedSmtp.start()) {
            assertThat(transport(server.port()).send(Letters.to(address))).isInstanceOf(SendOutcome.Refused.class);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void namesAndSubjectsStayInTheirLine() throws IOException {
        try (ScriptedSmtp server = ScriptedSmtp.start()) {
            assertThat(transport(server.port())
                            .send(Letters.with(
                                    "hello@shop.example",
                                    "zoe@home.example",
                                    "Zoe\r\nX-Injected: name",
                                    "Hello\r\nX-Injected: subject\r\n\r\nbody")))
                    .isEqualTo(new SendOutcome.Sent());
            String head = server.letters().getFirst().split("\n\n", 2)[0];
            assertThat(head.lines()).noneMatch(line -> line.startsWith("X-Injected"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL|450 4.2.1 zoe@home.example is busy|try again|smtp 450",
                "MAIL|550 5.7.1 not you|refused|smtp 550",
                "RCPT|451 4.3.0 zoe@home.example later|try again|smtp 451",
                "RCPT|550 5.1.1 zoe@home.example is not here|refused|smtp 550",
                "DATA|421 4.3.2 closing|try again|smtp 421",
                "DATA|554 5.5.1 no|refused|smtp 554",
                ".|452 4.3.1 full|try again|smtp 452",
                ".|554 5.6.0 spam by zoe@home.example|refused|smtp 554",
                "connect|421 too many|try again|smtp: no connection or no answer",
                "connect|close|try again|smtp: no connection or no answer",
                "connect|silence|try again|smtp: no connection or no answer",
                "RCPT|close|try again|smtp: no connection or no answer",
                "DATA|silence|try again|smtp: no connection or no answer",
                ".|close|unknown|smtp: no answer after the letter",
                ".|silence|unknown|smtp: no answer after the letter",
            })
    void whatTheServerSaysDecides(String command, String answer, String kind, String detail) throws IOException {
        try (ScriptedSmtp server = ScriptedSmtp.start().next(command, answer)) {
            SendOutcome expected = switch (kind) {
                case "refused" -> new SendOutcome.Refused(detail);
                case "unknown" -> new SendOutcome.Unknown(detail);
                default -> new SendOutcome.TryAgain(detail);
            };
            assertThat(transport(server.port()).send(Letters.to("zoe@home.example")))
                    .isEqualTo(expected);
            // The next one is not disturbed by it.
            assertThat(transport(server.port()).send(Letters.to("zoe@home.example")))
                    .isEqualTo(new SendOutcome.Sent());
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() throws IOException {
        int port;
        try (ScriptedSmtp server = ScriptedSmtp.start()) {
            port = server.port();
        }
        assertThat(transport(port).send(Letters.to("zoe@home.example")))
                .isEqualTo(new SendOutcome.TryAgain("smtp: no connection or no answer"));
    }

    @Test
    void encryptionThatIsRequiredAndNotThereIsNotGoneWithout() throws IOException {
        try (ScriptedSmtp server = ScriptedSmtp.start()) {
            assertThat(transport(server.port(), Map.of("giveback.feedback.mail.smtp.start-tls", "required"), LONGEST)
                            .send(Letters.to("zoe@home.example")))
                    .isInstanceOf(SendOutcome.TryAgain.class);
            assertThat(server.letters()).isEmpty();
        }
    }

    /** Each answer comes in time, but all of them together do not. */
    @Test
    void aServerThatIsSlowAtEverythingDoesNotHoldATryLongerThanItMayTake() throws IOException {
        try (ScriptedSmtp server = ScriptedSmtp.start()) {
            server.slow(700);
            long begin = System.nanoTime();
            assertThat(transport(server.port(), Map.of(), Duration.ofMillis(1_500))
                            .send(Letters.to("zoe@home.example")))
                    .isInstanceOf(SendOutcome.TryAgain.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_600));
        }
    }
}
