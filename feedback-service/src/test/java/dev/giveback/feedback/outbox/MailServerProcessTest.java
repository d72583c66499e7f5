package dev.giveback.feedback.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.ContactState;
import org.junit.jupiter.api.Test;

final class MailServerProcessTest {
    @Test
    void aMailServerThatIsKilledIsWaitedForAndGetsEachLetterOnce() throws Exception {
        MailServerProcess first = MailServerProcess.start(0);
        try (Outgoing outgoing = Outgoing.smtp(first.port())) {
            outgoing.policy("");
            outgoing.welcome("welcome", Channel.CHANNEL_EMAIL);
            outgoing.enrol("anna");
            outgoing.await("anna", ContactState.CONTACT_STATE_SENT);
            assertThat(first.messageIds()).hasSize(1);

            first.close();
            outgoing.enrol("ben");
            Contact waiting = outgoing.await("ben", ContactState.CONTACT_STATE_WAITING);
            assertThat(waiting.getLastError()).isEqualTo("smtp: no connection or no answer");
            try (MailServerProcess second = MailServerProcess.start(first.port())) {
                outgoing.await("ben", ContactState.CONTACT_STATE_SENT);
                assertThat(second.messageIds()).hasSize(1);
            }
        } finally {
            first.close();
        }
    }
}
