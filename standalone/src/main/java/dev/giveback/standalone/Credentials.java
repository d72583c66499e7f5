package dev.giveback.standalone;

import dev.giveback.standalone.client.GatewayAddress;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a command has its key from: the file that is named, the environment, or the key that a Giveback of this machine made for its operator. */
final class Credentials {
    /** What is never read as a whole. */
    private static final long MOST_BYTES = 16 * 1024;

    private static final String VARIABLE = "GIVEBACK_KEY";

    private Credentials() {}

    /** The file that the first start leaves in its data directory. */
    static Path operatorFile() {
        return operatorFile(dataDirectory());
    }

    /** The same of a data directory, unless the environment puts it elsewhere. */
    static Path operatorFile(Path dataDirectory) {
        String elsewhere = System.getenv("GIVEBACK_OPERATOR_KEY_FILE");
        return elsewhere == null || elsewhere.isBlank() ? dataDirectory.resolve("operator.key") : Path.of(elsewhere);
    }

    static Path dataDirectory() {
        String named = System.getenv("GIVEBACK_DATA_DIR");
        return named == null || named.isEmpty() ? Home.resolve("data") : Path.of(named);
    }

    /**
     * Finds the key.
     *
     * @param file what was named; null if nothing was
     * @param isHere whether the gateway is on this machine: the operator's key of this one is not shown to another
     * @throws Problem with exit code 2 if what was named is no key
     */
    static GatewayAddress.Key find(@Nullable Path file, boolean isHere) {
        String variable = System.getenv(VARIABLE);
        if (file != null) {
            return new GatewayAddress.Key(read(file), file.toString());
        }
        if (variable != null && !variable.isBlank()) {
            return new GatewayAddress.Key(checked(variable.strip(), VARIABLE), VARIABLE);
        }
        return isHere ? operator(operatorFile()) : new GatewayAddress.Key("", "neither is given");
    }

    /** The operator's key of a data directory; none if there is no such file, or if it is somebody else's. */
    static GatewayAddress.Key operator(Path file) {
        String place = file.toAbsolutePath().normalize().toString();
        if (!Files.exists(file)) {
            return new GatewayAddress.Key("", "neither is given, and there is no " + place);
        }
        if (!Files.isReadable(file)) {
            return new GatewayAddress.Key("", "neither is given, and " + place + " is not yours to read");
        }
        return new GatewayAddress.Key(read(file), place);
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw Problem.usage(file + ": " + Files.size(file) + " bytes (expected: a key on one line)");
            }
            return checked(Files.readString(file, StandardCharsets.UTF_8).strip(), file.toString());
        } catch (IOException unreadable) {
            throw Problem.usage(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** What it is not is said without showing it. */
    private static String checked(String secret, String source) {
        if (!secret.matches("[\\x21-\\x7e]{1,8192}")) {
            throw Problem.usage(source + " holds no key (expected: gb_… or a token, on one line, without blanks)");
        }
        return secret;
    }
}
