package dev.giveback.standalone;

import com.google.protobuf.MessageOrBuilder;
import dev.giveback.access.v1.Key;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a secret goes that is shown once. */
final class SecretOptions {
    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Write the secret there, for its owner only, and do not show it.")
    private @Nullable Path file;

    /**
     * Ends quietly if the file can be written: a secret that was made and cannot be kept is lost.
     *
     * @throws Problem with exit code 2 if it cannot
     */
    void expectWritable() {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw Problem.usage("--secret-file: " + file + " cannot be written");
        }
    }

    /** Shows a key with its secret, or without it when it is written to the file. */
    int show(OutputOptions output, MessageOrBuilder answer, Key key, String secret) {
        if (file != null) {
            write(file, secret);
            output.show(key, AccessText::key);
            System.err.println("The secret is in " + file + ", for its owner only.");
            return 0;
        }
        if (output.isForPrograms()) {
            output.print(answer);
        } else {
            AccessText.key(key).forEach(System.out::println);
            System.out.println();
            System.out.println(secret);
            System.err.println("Keep the secret now: nothing shows it again.");
        }
        return 0;
    }

    /** Written aside for its owner only, and renamed: a reader finds the one before, or this one. */
    private static void write(Path file, String secret) {
        try {
            Path target = file.toAbsolutePath();
            Path aside = Files.createTempFile(target.getParent(), "giveback", ".key");
            try {
                Files.writeString(aside, secret + "\n", StandardCharsets.UTF_8);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException unwritten) {
            throw Problem.failed(
                    "the key was made, but its secret could not be written to " + file + " (" + unwritten.getMessage()
                            + "): rotate the key",
                    unwritten);
        }
    }
}
