package dev.giveback.standalone.database;

import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.util.List;

/**
 * How to run PostgreSQL when we are root, which it refuses for good reasons. In a user namespace of its own the process is nobody
 * to itself, without any of root's powers over the system, and still the owner of the data directory.
 */
final class RootIdentity {
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private RootIdentity() {}

    /**
     * The words to put before PostgreSQL's commands.
     *
     * @throws Problem if we are root and the system allows no user namespace
     */
    static List<String> prefix() throws InterruptedException {
        if (!"0".equals(userId(List.of()))) {
            return List.of();
        }
        String inside = userId(NAMESPACE);
        if (inside.isEmpty() || "0".equals(inside)) {
            throw Problem.failed(
                    "PostgreSQL does not run as root, and this system allows no user namespace (unshare --user):"
                            + " run Giveback as an ordinary user who owns the data directory");
        }
        return NAMESPACE;
    }

    private static String userId(List<String> prefix) throws InterruptedException {
        try {
            CommandRunner.Result result = new CommandRunner(prefix).run(List.of("id", "-u"));
            return result.ok() ? result.output() : "";
        } catch (IOException noSuchCommand) {
            return "";
        }
    }
}
