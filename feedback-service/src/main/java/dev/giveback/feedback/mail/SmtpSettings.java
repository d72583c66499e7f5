package dev.giveback.feedback.mail;

import dev.giveback.platform.config.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the mail server is and how it is spoken to.
 *
 * @param user empty: no authentication
 * @param timeout of the connection and of each answer
 */
record SmtpSettings(
        String host, int port, Optional<String> user, String password, StartTls startTls, Duration timeout) {
    /** Whether the connection is encrypted before anything is said. */
    enum StartTls {
        REQUIRED,
        OFFERED,
        NONE
    }

    static SmtpSettings from(Settings smtp) {
        return new SmtpSettings(
                smtp.text("host"),
                smtp.port("port"),
                smtp.optionalText("user"),
                smtp.secret("password"),
                smtp.choice("start-tls", StartTls.class),
                smtp.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(5)));
    }

    /** As the mail library wants them. */
    Properties properties() {
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls != StartTls.NONE));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls == StartTls.REQUIRED));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.auth", Boolean.toString(user.isPresent()));
        // The answer to QUIT tells nothing that is needed.
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    /** Nothing of the password. */
    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + "]";
    }
}
