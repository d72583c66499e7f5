package dev.giveback.feedback.outbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real mail server in a process of its own, which can be killed. */
public final class MailServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final int port;

    private MailServerProcess(Process process) throws IOException {
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        port = Integer.parseInt(answer("port "));
    }

    /** Starts one on this port of loopback; 0 for a free one. */
    public static MailServerProcess start(int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailServerProcess.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new MailServerProcess(process);
    }

    public int port() {
        return port;
    }

    /** Message-IDs of what arrived. */
    public List<String> messageIds() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).write("letters\n");
            process.outputWriter(StandardCharsets.UTF_8).flush();
            int count = Integer.parseInt(answer("letters "));
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(answer("id "));
            }
            return ids;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** What else the process writes, logs say, is passed over. */
    private String answer(String kind) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(kind)) {
                return line.substring(kind.length());
            }
        }
        throw new IOException("the mail server ended");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The process: serves until it is killed, or until whoever started it is gone. */
    public static void main(String[] args) throws Exception {
        GreenMail server =
                new GreenMail(new ServerSetup(Integer.parseInt(args[0]), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        System.out.println("port " + server.getSmtp().getPort());
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            MimeMessage[] letters = server.getReceivedMessages();
            System.out.println("letters " + letters.length);
            for (MimeMessage letter : letters) {
                System.out.println("id " + letter.getMessageID());
            }
        }
        server.stop();
    }
}
