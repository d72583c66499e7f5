package dev.giveback.feedback.mail;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How e-mail leaves, as the settings say. */
public final class MailTransports {
    /** The kinds there are. */
    enum Kind {
        NONE,
        FOLDER,
        SMTP
    }

    private MailTransports() {}

    /**
     * The transport of {@code giveback.feedback.mail}; empty for none.
     *
     * @param longest how long one try may take
     * @throws StartupException when a folder is wanted and none is named, or it cannot be made
     */
    public static Optional<MailTransport> of(Settings mail, Duration longest) {
        return switch (mail.choice("transport", Kind.class)) {
            case NONE -> Optional.empty();
            case FOLDER -> Optional.of(FolderTransport.in(folder(mail)));
            case SMTP -> Optional.of(new SmtpTransport(SmtpSettings.from(mail.at("smtp")), longest));
        };
    }

    private static Path folder(Settings mail) {
        return Path.of(mail.optionalText("folder")
                .orElseThrow(() -> new StartupException("setting giveback.feedback.mail.folder: not given (expected: a"
                        + " folder for mails, because giveback.feedback.mail.transport is folder)")));
    }
}
