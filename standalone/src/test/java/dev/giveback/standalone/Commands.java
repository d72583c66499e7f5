package dev.giveback.standalone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Runs commands as a user types them, one at a time. */
public final class Commands {
    private Commands() {}

    /** What a command printed and how it ended. */
    public record Ran(int exitCode, String out, String err) {}

    /** Runs a command against a gateway on this machine; arguments are separated by blanks. */
    public static Ran run(int port, String arguments) {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int exitCode = GivebackCommand.commandLine()
                    .setErr(new PrintWriter(err))
                    .execute((arguments + " --grpc-port " + port).split(" "));
            return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(before);
        }
    }
}
