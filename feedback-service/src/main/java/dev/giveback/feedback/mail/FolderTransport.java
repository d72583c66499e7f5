package dev.giveback.feedback.mail;

import dev.giveback.platform.lifecycle.StartupException;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes each e-mail as a file, for a try-out without a mail server. The file's name follows from the contact; it is written aside, brought to
 * the disk and then given its name, and one that is there already was sent before: so a try that was lost can be repeated.
 */
final class FolderTransport implements MailTransport {
    private final Path folder;

    private FolderTransport(Path folder) {
        this.folder = folder;
    }

    /** Mails into this folder, which is made when it is not there. */
    static FolderTransport in(Path folder) {
        try {
            Files.createDirectories(folder);
            return new FolderTransport(folder);
        } catch (IOException unusable) {
            throw new StartupException("mail folder: " + folder + " cannot be made", unusable);
        }
    }

    @Override
    public SendOutcome send(Letter letter) {
        try {
            Path file = folder.resolve(letter.deliveryId() + ".eml");
            if (!Files.exists(file)) {
                write(bytes(LetterMessage.of(letter)), file);
            }
            return new SendOutcome.Sent();
        } catch (MessagingException unusable) {
            return new SendOutcome.Refused("no mail can be made of it: an address is none");
        } catch (IOException unwritable) {
            return new SendOutcome.TryAgain("folder: " + unwritable.getClass().getSimpleName());
        }
    }

    private static byte[] bytes(LetterMessage message) throws IOException, MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toByteArray();
    }

    private void write(byte[] mail, Path file) throws IOException {
        Path aside = Files.createTempFile(folder, ".mail", ".part");
        try {
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(mail);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            // A link fails where a move would replace what another node has just written.
            Files.createLink(file, aside);
            syncFolder();
        } catch (FileAlreadyExistsException sentBefore) {
            // Another try of the same contact was faster.
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private void syncFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // Not every system opens folders; there the name is as safe as the file system makes it.
        }
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
