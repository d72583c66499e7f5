package dev.giveback.feedback.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Properties;

/**
 * Hands e-mail to a mail server. One connection a letter: a mail server that is away is found out by the first answer that does not come.
 *
 * <p>What the server did not answer to after it had the whole letter may have been taken: that is {@link SendOutcome.Unknown} and never tried
 * again by itself.
 */
final class SmtpTransport implements MailTransport {
    private final SmtpSettings settings;
    private final Duration longest;

    SmtpTransport(SmtpSettings settings, Duration longest) {
        this.settings = settings;
        this.longest = longest;
    }

    @Override
    public SendOutcome send(Letter letter) {
        LetterMessage message;
        try {
            message = LetterMessage.of(letter);
        } catch (MessagingException unusable) {
            return new SendOutcome.Refused("no mail can be made of it: an address is none");
        }
        try (WatchedSockets sockets = WatchedSockets.until(longest)) {
            transmit(message, sockets);
            return new SendOutcome.Sent();
        } catch (MessagingException failed) {
            return SmtpFailure.outcome(failed, message.isHandedOver());
        }
    }

    private void transmit(LetterMessage message, WatchedSockets sockets) throws MessagingException {
        Properties properties = settings.properties();
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        Transport transport = Session.getInstance(properties).getTransport("smtp");
        try {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().orElse(null),
                    settings.user().isPresent() ? settings.password() : null);
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            close(transport);
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException gone) {
            // What came of the letter is known by now; the connection ends either way.
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }
}
