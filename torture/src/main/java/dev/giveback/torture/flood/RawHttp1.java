package dev.giveback.torture.flood;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection of HTTP/1.1 on which anything is written. */
final class RawHttp1 implements AutoCloseable {
    /** In place of a status: the connection was ended without one. */
    static final int CUT = 0;

    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;

    RawHttp1(Target target) throws IOException {
        socket = target.webSocket();
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** The first lines of a request with a body, without the empty one. */
    void begin(Target target, String... headers) throws IOException {
        StringBuilder lines = new StringBuilder("POST " + target.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        lines.append("Authorization: Bearer ").append(target.secret()).append("\r\n");
        lines.append("Content-Type: application/json\r\n");
        for (String header : headers) {
            lines.append(header).append("\r\n");
        }
        write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The status of the answer. */
    int status() {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = lines.readLine();
            return line == null ? CUT : Integer.parseInt(line.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        } catch (IOException cut) {
            return CUT;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
