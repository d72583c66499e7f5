package dev.giveback.feedback.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.giveback.feedback.MemoryShop;
import dev.giveback.feedback.RunningFeedback;
import dev.giveback.feedback.mail.ScriptedSmtp;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.RetryContactRequest;
import dev.giveback.feedback.v1.Trigger;
import dev.giveback.feedback.v1.UnsubscribeRequest;
import dev.giveback.loyalty.v1.Profile;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CourierTest {
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Map<String, Object> toFolder() {
        return Map.of("giveback.feedback.mail.transport", "folder", "giveback.feedback.mail.folder", folder.toString());
    }

    private List<Path> mails() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void retry(Outgoing outgoing, Contact contact) {
        outgoing.running()
                .contacts()
                .retryContact(RetryContactRequest.newBuilder()
                        .setName(contact.getName())
                        .setRequestId(outgoing.requestId())
                        .build());
    }

    @Test
    void aMessageReachesItsMailbox() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try (Outgoing outgoing = Outgoing.smtp(server.getSmtp().getPort())) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            outgoing.shop()
                    .enrol(
                            "zoe",
                            Profile.newBuilder().setEmail("zoe@home.example").setGivenName("Zoë"));
            outgoing.enrolled("zoe");

            Contact contact = outgoing.await("zoe", ContactState.CONTACT_STATE_SENT);
            assertThat(contact.getAttempts()).isOne();
            assertThat(server.getReceivedMessages()).hasSize(1);
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("Welcome, Zoë");
            assertThat(mail.getMessageID()).startsWith("<" + contact.getName().replaceAll(".*/", "") + ".");
        } finally {
            server.stop();
        }
    }

    @Test
    void aMailServerThatIsBusyIsTriedAgainAndOneThatRefusesIsNot() throws Exception {
        try (ScriptedSmtp server = ScriptedSmtp.start().next("RCPT", "450 busy");
                Outgoing outgoing = Outgoing.smtp(server.port())) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            outgoing.enrol("anna");
            Contact sent = outgoing.await("anna", ContactState.CONTACT_STATE_SENT);
            assertThat(sent.getAttempts()).isEqualTo(2);
            assertThat(sent.getLastError()).isEqualTo("smtp 450");
            assertThat(server.letters()).hasSize(1);

            server.next("RCPT", "550 ben@example.org is not here");
            outgoing.enrol("ben");
            Contact failed = outgoing.await("ben", ContactState.CONTACT_STATE_FAILED);
            assertThat(failed.getLastError()).isEqualTo("smtp 550");
            retry(outgoing, failed);
            outgoing.await("ben", ContactState.CONTACT_STATE_SENT);
            assertThat(server.letters()).hasSize(2);
        }
    }

    @Test
    void afterTooManyTriesItIsADeadLetter() throws Exception {
        try (ScriptedSmtp server = ScriptedSmtp.start();
                Outgoing outgoing = Outgoing.start(Map.of(
                        "giveback.feedback.mail.transport",
                        "smtp",
                        "giveback.feedback.mail.smtp.port",
                        server.port(),
                        "giveback.feedback.outbox.max-attempts",
                        3))) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            for (int i = 0; i < 3; i++) {
                server.next("MAIL", "451 later");
            }
            outgoing.enrol("anna");
            Contact failed = outgoing.await("anna", ContactState.CONTACT_STATE_FAILED);
            assertThat(failed.getAttempts()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    /** The database takes what is decided and begun, and nothing more: as if the process had ended right after the sending. */
    private static void refuseThirdEvents(Outgoing outgoing) {
        outgoing.database().execute("""
                CREATE FUNCTION feedback.lose() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.persistence_id LIKE 'contact|%' AND NEW.sequence_number >= 3 THEN RAISE EXCEPTION 'lost'; END IF;
                    RETURN NEW;
                END $$""");
        outgoing.database().execute("""
                CREATE TRIGGER lose BEFORE INSERT ON feedback.event_journal
                FOR EACH ROW EXECUTE FUNCTION feedback.lose()""");
    }

    private static void takeAllEvents(Outgoing outgoing) {
        outgoing.database().execute("DROP TRIGGER lose ON feedback.event_journal");
    }

    @Test
    void aMailWhoseRecordIsLostIsUnknownAndNotSentTwice() throws Exception {
        try (ScriptedSmtp server = ScriptedSmtp.start();
                Outgoing outgoing = Outgoing.smtp(server.port())) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            refuseThirdEvents(outgoing);
            outgoing.enrol("anna");
            RunningFeedback.await(() -> server.letters().size() == 1);
            outgoing.stop();
            takeAllEvents(outgoing);
            outgoing.restart(Map.of());
            assertThat(outgoing.contacts("anna").getFirst().getState()).isEqualTo(ContactState.CONTACT_STATE_SENDING);

            outgoing.running().setForward(LEASE_AND_MORE);
            Contact unknown = outgoing.await("anna", ContactState.CONTACT_STATE_UNKNOWN);
            Thread.sleep(1_000);
            assertThat(server.letters()).hasSize(1);

            // Somebody who knows that it did not arrive can send it.
            retry(outgoing, unknown);
            outgoing.await("anna", ContactState.CONTACT_STATE_SENT);
            assertThat(server.letters()).hasSize(2);
            assertThat(messageId(server.letters().get(0)))
                    .isEqualTo(messageId(server.letters().get(1)));
        }
    }

    private static String messageId(String letter) {
        return letter.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileWhoseRecordIsLostIsThereOnce() throws Exception {
        try (Outgoing outgoing = Outgoing.start(toFolder())) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            refuseThirdEvents(outgoing);
            outgoing.enrol("anna");
            RunningFeedback.await(() -> folder.toFile().list().length == 1);
            String before = Files.readString(mails().getFirst());
            outgoing.stop();
            takeAllEvents(outgoing);
            outgoing.restart(Map.of());
            outgoing.running().setForward(LEASE_AND_MORE);
            assertThat(outgoing.await("anna", ContactState.CONTACT_STATE_SENT).getAttempts())
                    .isEqualTo(2);
            assertThat(mails()).hasSize(1);
            assertThat(Files.readString(mails().getFirst())).isEqualTo(before);
        }
    }

    private record Call(String webhookId, String signature, String body) {}

    private static HttpServer hook(Queue<Integer> answers, List<Call> calls) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            calls.add(new Call(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)));
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    @Test
    void aWebhookIsTriedAgainWithTheSameIdAndADeadLetterCanBeRetried() throws Exception {
        Queue<Integer> answers = new ConcurrentLinkedQueue<>(List.of(503, 429));
        List<Call> calls = new CopyOnWriteArrayList<>();
        HttpServer server = hook(answers, calls);
        try (Outgoing outgoing = Outgoing.start(toFolder())) {
            outgoing.policy(url(server));
            outgoing.welcome("welcome", Channel.CHANNEL_WEBHOOK);
            outgoing.enrol("anna");
            assertThat(outgoing.await("anna", ContactState.CONTACT_STATE_SENT).getAttempts())
                    .isEqualTo(3);
            assertThat(calls).hasSize(3);
            assertThat(calls.stream().map(Call::webhookId).distinct()).hasSize(1);
            assertThat(calls.getFirst().body()).contains("Good that you are here, anna.");

            answers.add(404);
            outgoing.enrol("ben");
            Contact failed = outgoing.await("ben", ContactState.CONTACT_STATE_FAILED);
            assertThat(failed.getLastError()).isEqualTo("http 404");
            retry(outgoing, failed);
            outgoing.await("ben", ContactState.CONTACT_STATE_SENT);
            assertThat(calls.get(3).webhookId())
                    .isEqualTo(calls.get(4).webhookId())
                    .isNotEqualTo(calls.getFirst().webhookId());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aMailServerThatIsAwayDoesNotHoldUpWebhooks() throws Exception {
        List<Call> calls = new CopyOnWriteArrayList<>();
        HttpServer hook = hook(new ConcurrentLinkedQueue<>(), calls);
        try (ScriptedSmtp server = ScriptedSmtp.start();
                Outgoing outgoing = Outgoing.start(Map.of(
                        "giveback.feedback.mail.transport",
                        "smtp",
                        "giveback.feedback.mail.smtp.port",
                        server.port(),
                        "giveback.feedback.outbox.parallel",
                        1))) {
            server.slow(30_000);
            outgoing.policy(url(hook));
            outgoing.welcome("by-mail", Channel.CHANNEL_EMAIL);
            outgoing.welcome("by-hook", Channel.CHANNEL_WEBHOOK);
            for (int i = 0; i < 20; i++) {
                outgoing.enrol("c" + i);
            }
            RunningFeedback.await(() -> calls.size() == 20);
            assertThat(server.letters()).isEmpty();
        } finally {
            hook.stop(0);
        }
    }

    /** The mail server is away, so the message is still on its way; what it would say holds the link. */
    @Test
    void whoUnsubscribesBeforeAMessageGoesOutDoesNotGetIt() throws Exception {
        try (ScriptedSmtp server = ScriptedSmtp.start();
                Outgoing outgoing = Outgoing.start(Map.of(
                        "giveback.feedback.mail.transport", "smtp",
                        "giveback.feedback.mail.smtp.port", server.port(),
                        "giveback.feedback.outbox.retry-pause", "3s"))) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            outgoing.enrol("anna");
            outgoing.await("anna", ContactState.CONTACT_STATE_SENT);
            Matcher link = Pattern.compile("/u/([A-Za-z0-9_=\\n-]+)>")
                    .matcher(server.letters().getFirst());
            assertThat(link.find()).isTrue();

            server.next("MAIL", "451 later");
            outgoing.welcome("second", Channel.CHANNEL_EMAIL);
            outgoing.await("anna", ContactState.CONTACT_STATE_WAITING);
            outgoing.running()
                    .answers()
                    .unsubscribe(UnsubscribeRequest.newBuilder()
                            .setToken(link.group(1))
                            .build());

            // A try went out before, so the link that the customer may hold stays good.
            Contact contact = outgoing.await("anna", ContactState.CONTACT_STATE_FAILED);
            assertThat(contact.getLastError()).isEqualTo("unsubscribed");
            assertThat(server.letters()).hasSize(1);
        }
    }

    @Test
    void anAddressThatIsGoneWhenItGoesOutIsTheReason() throws Exception {
        try (ScriptedSmtp server = ScriptedSmtp.start().next("MAIL", "451 later");
                Outgoing outgoing = Outgoing.smtp(server.port())) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            outgoing.enrol("anna");
            outgoing.await("anna", ContactState.CONTACT_STATE_WAITING);
            outgoing.shop().enrol("anna", Profile.newBuilder().setEmail("not an address"));
            Contact contact = outgoing.await("anna", ContactState.CONTACT_STATE_FAILED);
            assertThat(contact.getLastError()).isEqualTo("no address");
            assertThat(server.letters()).isEmpty();
        }
    }

    @Test
    void loyaltyThatIsAwayDelaysAndLosesNothing() throws Exception {
        try (Outgoing outgoing = Outgoing.start(toFolder())) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            outgoing.survey(Outgoing.survey("later")
                    .setTrigger(Trigger.newBuilder().setOccasion(OccasionKind.OCCASION_KIND_REFUND)));
            outgoing.enrol("anna");
            outgoing.await("anna", ContactState.CONTACT_STATE_SENT);
            outgoing.shop().setFault(MemoryShop.Fault.AWAY);
            outgoing.enrol("ben");
            Thread.sleep(1_000);
            outgoing.shop().setFault(MemoryShop.Fault.NONE);
            outgoing.await("ben", ContactState.CONTACT_STATE_SENT);
            assertThat(mails()).hasSize(2);
        }
    }

    /** Two nodes' couriers on one database would meet in the actor; two on one node do so all the more. */
    @Test
    void manyMessagesGoOutOnceEach() throws Exception {
        try (Outgoing outgoing = Outgoing.start(toFolder())) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            for (int i = 0; i < 40; i++) {
                outgoing.enrol("c" + i);
            }
            for (int i = 0; i < 40; i++) {
                assertThat(outgoing.await("c" + i, ContactState.CONTACT_STATE_SENT)
                                .getAttempts())
                        .isOne();
            }
            assertThat(mails()).hasSize(40);
        }
    }
}
