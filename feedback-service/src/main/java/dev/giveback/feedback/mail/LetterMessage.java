package dev.giveback.feedback.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A letter as it travels: a text and an HTML part, the headers of RFC 5322, the one-click unsubscription of RFC 8058. It keeps its
 * Message-ID, which the library would replace, and knows whether it was written as a whole.
 */
final class LetterMessage extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;
    private volatile boolean isHandedOver;

    private LetterMessage(String messageId) {
        super(Session.getInstance(new Properties()));
        this.messageId = messageId;
    }

    /** The message of a letter. @throws MessagingException when an address is none */
    static LetterMessage of(Letter letter) throws MessagingException {
        InternetAddress from = Addresses.sender(letter.sender());
        LetterMessage message = new LetterMessage('<' + letter.deliveryId() + '@' + Addresses.domain(from) + '>');
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, recipient(letter));
        message.setSubject(Addresses.oneLine(letter.rendered().subject()), UTF_8);
        message.setSentDate(Date.from(letter.time()));
        message.setHeader("Content-Language", letter.rendered().languageCode());
        message.setHeader("List-Unsubscribe", '<' + letter.unsubscribeUrl() + '>');
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(parts(letter.rendered()));
        message.saveChanges();
        return message;
    }

    private static InternetAddress recipient(Letter letter) throws AddressException {
        InternetAddress address = Addresses.customer(letter.address());
        try {
            String name = Addresses.oneLine(letter.name());
            address.setPersonal(name.isEmpty() ? null : name, UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("UTF-8: not there (expected: in every Java platform)", e);
        }
        return address;
    }

    /** The plainest first, as RFC 2046 wants it. */
    private static MimeMultipart parts(Rendered rendered) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(rendered.text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(rendered.html(), UTF_8, "html");
        return new MimeMultipart("alternative", text, html);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException, MessagingException {
        super.writeTo(out, ignored);
        isHandedOver = true;
    }

    /** Whether everything was written once, so that the other side may have it. */
    boolean isHandedOver() {
        return isHandedOver;
    }
}
