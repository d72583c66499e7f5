package dev.giveback.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs commands as a user types them, one at a time. */
public final class Commands {
    private Commands() {}

    /** What a command printed and how it ended. */
    public record Ran(int exitCode, String out, String err) {}

    /** Runs a command against a gateway on this machine with the secret of a key; arguments are separated by blanks. */
    public static Ran run(int port, String secret, String arguments) {
        try {
            Path file = Files.createTempFile("giveback", ".key");
            try {
                Files.writeString(file, secret, StandardCharsets.UTF_8);
                return run(port, file, arguments);
            } finally {
                Files.delete(file);
            }
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    /** The same with a key that is in a file. */
    public static Ran run(int port, Path keyFile, String arguments) {
        return printed(arguments + " --grpc-port " + port + " --key-file " + keyFile);
    }

    /** Runs a command as it stands; arguments are separated by blanks. */
    static Ran printed(String arguments) {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int exitCode =
                    GivebackCommand.commandLine().setErr(new PrintWriter(err)).execute(arguments.split(" "));
            return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(before);
        }
    }
}
