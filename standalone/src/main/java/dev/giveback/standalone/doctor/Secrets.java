package dev.giveback.standalone.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Checks that what is secret in the data directory can be read by its owner only. */
public final class Secrets {
    private static final List<String> FILES =
            List.of("operator.key", "master-keys.json", "feedback.key", "giveback.json", "postgres/giveback.password");

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private Secrets() {}

    /** Looks at the files that are there. */
    public static Finding of(Path folder) {
        List<String> open = new ArrayList<>();
        int seen = 0;
        for (String name : FILES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                seen++;
                if (isOpen(file)) {
                    open.add(name);
                }
            }
        }
        return open.isEmpty()
                ? Finding.ok("secret files", seen + " in " + folder + ", for their owner only")
                : Finding.fail(
                        "secret files",
                        String.join(", ", open) + " in " + folder + " can be read by others",
                        "chmod 600 them");
    }

    /** Where there are no such rights, nothing can be said. */
    private static boolean isOpen(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
