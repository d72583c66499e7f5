package dev.giveback.access.secrets;

import dev.giveback.access.domain.KeyId;
import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file with the secret of the operator's key, which only its owner may read. The secret is on disk before the key is recorded, in a
 * file aside, and in its place after: whenever the process dies, either there is no key yet or its secret is on disk.
 */
public final class FirstKey {
    private static final Pattern SECRET = Pattern.compile("gb_([a-z2-7]{12})_[A-Za-z0-9_-]{43}");

    private final Path file;
    private final Path aside;

    /** @param file where the secret will be */
    public FirstKey(Path file) {
        this.file = file.toAbsolutePath();
        aside = this.file.resolveSibling(this.file.getFileName() + ".new");
    }

    /** Where the secret is, or will be. */
    public Path file() {
        return file;
    }

    /** Puts a secret aside; one that was left there by a start that died is lost, and opens nothing. */
    public void putAside(DrawnSecret secret) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.deleteIfExists(aside);
            Files.createFile(aside);
            if (aside.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
            }
            try (FileChannel channel = FileChannel.open(aside, EnumSet.of(StandardOpenOption.WRITE))) {
                channel.write(ByteBuffer.wrap((secret.text() + "\n").getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        } catch (IOException unusable) {
            throw new StartupException("first key: " + aside + " cannot be written", unusable);
        }
    }

    /** The secret that is aside, if a start has left one there. */
    public Optional<DrawnSecret> aside() {
        try {
            if (!Files.exists(aside)) {
                return Optional.empty();
            }
            String text = Files.readString(aside).strip();
            Matcher matcher = SECRET.matcher(text);
            return matcher.matches()
                    ? Optional.of(new DrawnSecret(new KeyId(matcher.group(1)), text))
                    : Optional.empty();
        } catch (IOException unusable) {
            throw new StartupException("first key: " + aside + " cannot be read", unusable);
        }
    }

    /** Puts what is aside in its place: its key is recorded. */
    public void putInPlace() {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unusable) {
            throw new StartupException("first key: " + file + " cannot be written", unusable);
        }
    }

    /** Removes what is aside: its key is another node's affair. */
    public void discard() {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException unusable) {
            throw new StartupException("first key: " + aside + " cannot be removed", unusable);
        }
    }
}
