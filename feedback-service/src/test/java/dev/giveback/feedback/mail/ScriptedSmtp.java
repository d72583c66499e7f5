package dev.giveback.feedback.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server that says what a test wants: for each command, answers in turn, and 250 (354 to DATA) where none is left. {@code close} ends the
 * connection instead, {@code silence} says nothing any more.
 */
public final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket server;
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile long slownessMillis;

    private ScriptedSmtp(ServerSocket server) {
        this.server = server;
    }

    private record Answer(String command, String text) {}

    /** One on a free port of loopback. */
    public static ScriptedSmtp start() throws IOException {
        ScriptedSmtp smtp = new ScriptedSmtp(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().start(smtp::accept);
        return smtp;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What the next such command is answered with; {@code .} is the end of a letter, {@code connect} the beginning. */
    public ScriptedSmtp next(String command, String answer) {
        answers.add(new Answer(command, answer));
        return this;
    }

    /** Waits so long before every answer. */
    public void slow(long millis) {
        slownessMillis = millis;
    }

    /** Letters that came as a whole, whatever was answered to them. */
    public List<String> letters() {
        return letters;
    }

    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            if (!answer(socket, "connect", "220 ready")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                boolean isRefused = answers.stream()
                        .anyMatch(answer -> answer.command().equals(command)
                                && answer.text().matches("[45].*"));
                if (!answer(socket, command, command.equals("DATA") ? "354 go on" : "250 ok")) {
                    return;
                }
                if (command.equals("DATA") && !isRefused && !letter(in, socket)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The client ended it.
        }
    }

    private boolean letter(BufferedReader in, Socket socket) throws IOException {
        StringBuilder letter = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                letters.add(letter.toString());
                return answer(socket, ".", "250 taken");
            }
            letter.append(line).append('\n');
        }
        return false;
    }

    private boolean answer(Socket socket, String command, String otherwise) throws IOException {
        Answer scripted = answers.stream()
                .filter(answer -> answer.command().equals(command))
                .findFirst()
                .orElse(new Answer(command, otherwise));
        answers.remove(scripted);
        pause(slownessMillis);
        switch (scripted.text()) {
            case "close" -> {
                return false;
            }
            case "silence" -> pause(60_000);
            default -> socket.getOutputStream().write((scripted.text() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        return true;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
