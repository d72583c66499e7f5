package dev.giveback.torture.flood;

import io.grpc.Status;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Ways to harm a gateway. Each is done in waves, one after the other on some lines, with the key of a till that was stolen. */
enum Attack {
    /** Calls that are broken off as soon as they have begun: 1,000 on a connection. */
    RAPID_RESET(2, 100) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            try (RawHttp2 connection = new RawHttp2(target)) {
                expectCut(reaction, connection, "1,000 resets", () -> {
                    for (int i = 0; i < RESETS; i++) {
                        connection.reset(connection.begin(target.secret(), Map.of()));
                    }
                });
                reaction.did("streams that were reset", RESETS);
            }
        }
    },
    /** 10,000 calls at once on one connection, none of which goes on. */
    MANY_STREAMS(1, 100) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            try (RawHttp2 connection = new RawHttp2(target)) {
                boolean isCut = !sent(() -> {
                    for (int i = 0; i < STREAMS; i++) {
                        connection.begin(target.secret(), Map.of());
                    }
                });
                isCut |= connection.isCut(PATIENCE_SECONDS);
                reaction.did("streams that were asked for", STREAMS);
                reaction.did("streams that were refused", connection.refusedCount());
                int open = STREAMS - connection.endedCount();
                if (isCut) {
                    reaction.stopped(connection.words());
                } else if (open <= MOST_STREAMS) {
                    reaction.stopped("all but " + MOST_STREAMS + " streams were refused");
                } else {
                    reaction.notStopped(open + " streams are open on one connection");
                }
            }
        }
    },
    /** 1,024 calls on four connections, whose bodies come a byte a second and never end. */
    SLOW_BODY(1, 0) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            List<RawHttp2> connections = new ArrayList<>();
            try {
                for (int i = 0; i < SLOW_CONNECTIONS; i++) {
                    RawHttp2 connection = new RawHttp2(target);
                    connections.add(connection);
                    for (int j = 0; j < MOST_STREAMS; j++) {
                        connection.data(connection.begin(target.secret(), Map.of()), beginning());
                    }
                }
                reaction.did("streams that were begun", SLOW_CONNECTIONS * MOST_STREAMS);
                trickle(connections, reaction);
            } finally {
                for (RawHttp2 connection : connections) {
                    connection.close();
                }
            }
        }

        private static byte[] beginning() {
            return ByteBuffer.allocate(PREFIX).put((byte) 0).putInt(SLOW_LENGTH).array();
        }

        private static void trickle(List<RawHttp2> connections, Reaction reaction) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
            int open = SLOW_CONNECTIONS * MOST_STREAMS;
            while (open > 0 && System.nanoTime() < end) {
                open = 0;
                for (RawHttp2 connection : connections) {
                    open += trickle(connection);
                }
                Thread.sleep(SECOND_MILLIS);
            }
            if (open == 0) {
                reaction.stopped("all bodies were given up");
            } else {
                reaction.notStopped(open + " bodies are still waited for after " + PATIENCE_SECONDS + " s");
            }
        }

        private static int trickle(RawHttp2 connection) {
            int open = 0;
            try {
                for (int i = 0; i < MOST_STREAMS; i++) {
                    int stream = 2 * i + 1;
                    if (!connection.isEnded(stream)) {
                        open++;
                        connection.data(stream, new byte[1]);
                    }
                }
            } catch (IOException closed) {
                return 0;
            }
            return open;
        }
    },
    /** 200 requests for JSON whose bodies come a byte a second. */
    SLOW_JSON(1, 0) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            List<RawHttp1> connections = new ArrayList<>();
            try {
                for (int i = 0; i < SLOW_REQUESTS; i++) {
                    RawHttp1 connection = new RawHttp1(target);
                    connections.add(connection);
                    connection.begin(target, "Content-Length: 10000", "");
                }
                reaction.did("bodies that were begun", SLOW_REQUESTS);
                while (target.goesOn()) {
                    for (RawHttp1 connection : connections) {
                        sent(() -> connection.write(new byte[] {' '}));
                    }
                    Thread.sleep(SECOND_MILLIS);
                }
            } finally {
                for (RawHttp1 connection : connections) {
                    connection.close();
                }
            }
        }
    },
    /** Requests of 32 KiB that are 32 MiB when they are unpacked, by gRPC and by JSON. */
    GZIP_BOMB(1, 100) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            try (Bombs bombs = new Bombs(target)) {
                while (target.goesOn()) {
                    Status status = bombs.sendMessage();
                    reaction.did("messages", 1);
                    if (UNREAD.contains(status.getCode())) {
                        reaction.stopped("message " + status.getCode());
                    } else {
                        reaction.notStopped("a message of 32 MiB was answered " + status);
                    }
                    expectRefusal(reaction, "JSON", bombs.sendJson());
                    Thread.sleep(pauseMillis());
                }
            }
        }
    },
    /** Headers of a megabyte, by gRPC and by JSON. */
    LARGE_HEADERS(2, 100) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            try (RawHttp2 connection = new RawHttp2(target)) {
                int stream = 1;
                boolean isCut =
                        !sent(() -> connection.begin(target.secret(), Map.of("x-large", "a".repeat(LARGE_HEADER))));
                isCut |= connection.isCut(PATIENCE_SECONDS);
                reaction.did("headers of a megabyte", 2);
                if (isCut) {
                    reaction.stopped(connection.words());
                } else if (connection.isEnded(stream)) {
                    reaction.stopped("stream ended");
                } else {
                    reaction.notStopped("a call with headers of a megabyte is waited for");
                }
            }
            try (RawHttp1 connection = new RawHttp1(target)) {
                sent(() -> connection.begin(target, "X-Large: " + "a".repeat(LARGE_HEADER), "Content-Length: 0", ""));
                expectRefusal(reaction, "JSON", connection.status());
            }
        }
    },
    /** 10,000 pings on a connection. */
    PING_FLOOD(2, 100) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            try (RawHttp2 connection = new RawHttp2(target)) {
                expectCut(reaction, connection, "10,000 pings", () -> {
                    for (int i = 0; i < PINGS; i++) {
                        connection.ping();
                    }
                });
                reaction.did("pings", PINGS);
            }
        }
    },
    /** Handshakes of TLS, some left half done and some dropped as soon as they are done, and connections that say nothing. */
    HANDSHAKES(2, 10) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            List<Socket> silent = new ArrayList<>();
            try {
                for (int i = 0; i < SILENT; i++) {
                    Socket socket = target.silentSocket();
                    silent.add(socket);
                    if (i % 2 == 0) {
                        // The beginning of a record with a ClientHello that does not come.
                        socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
                    }
                }
                reaction.did("handshakes that were never done", SILENT);
                while (target.goesOn()) {
                    target.webSocket().close();
                    reaction.did("handshakes", 1);
                    Thread.sleep(pauseMillis());
                }
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
            }
        }
    },
    /** Bodies of JSON of 16 MiB, in one piece and in pieces without an end. */
    LARGE_JSON(2, 100) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            byte[] piece = "[".repeat(PIECE).getBytes(StandardCharsets.US_ASCII);
            try (RawHttp1 connection = new RawHttp1(target)) {
                connection.begin(target, "Content-Length: " + LARGE_PIECES * PIECE, "");
                sent(() -> {
                    for (int i = 0; i < LARGE_PIECES; i++) {
                        connection.write(piece);
                    }
                });
                expectRefusal(reaction, "one piece", connection.status());
            }
            try (RawHttp1 connection = new RawHttp1(target)) {
                connection.begin(target, "Transfer-Encoding: chunked", "");
                sent(() -> {
                    byte[] length = (Integer.toHexString(PIECE) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < LARGE_PIECES; i++) {
                        connection.write(length);
                        connection.write(piece);
                        connection.write(new byte[] {'\r', '\n'});
                    }
                });
                expectRefusal(reaction, "pieces", connection.status());
            }
            reaction.did("bodies of 16 MiB", 2);
        }
    },
    /** Bodies that are no JSON, or none that anybody would send. */
    MALFORMED_JSON(2, 20) {
        @Override
        void wave(Target target, Reaction reaction) throws Exception {
            for (byte[] body : Malformed.BODIES) {
                try (RawHttp1 connection = new RawHttp1(target)) {
                    connection.begin(target, "Content-Length: " + body.length, "");
                    sent(() -> connection.write(body));
                    expectRefusal(reaction, "JSON", connection.status());
                }
            }
            reaction.did("bodies", Malformed.BODIES.size());
        }
    };

    /** How a message is answered that was not read to its end. */
    private static final Set<Status.Code> UNREAD = Set.of(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED);

    private static final long PATIENCE_SECONDS = 60;
    private static final int SECOND_MILLIS = 1_000;
    private static final int RESETS = 1_000;
    private static final int STREAMS = 10_000;
    private static final int MOST_STREAMS = 256;
    private static final int SLOW_CONNECTIONS = 4;
    private static final int SLOW_LENGTH = 200_000;
    private static final int SLOW_REQUESTS = 200;
    private static final int PREFIX = 5;
    private static final int LARGE_HEADER = 1_000_000;
    private static final int PINGS = 10_000;
    private static final int SILENT = 200;
    private static final int PIECE = 16 << 10;
    private static final int LARGE_PIECES = 1_024;
    private static final int REFUSALS = 400;
    private static final int BUGS = 500;

    private final int lines;
    private final int pauseMillis;

    Attack(int lines, int pauseMillis) {
        this.lines = lines;
        this.pauseMillis = pauseMillis;
    }

    /** The one of a seed. */
    static Attack of(long seed) {
        return values()[(int) Math.floorMod(seed - 1, (long) values().length)];
    }

    /** In words. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How many lines do it. */
    int lines() {
        return lines;
    }

    /** How long each of them rests between two waves. */
    int pauseMillis() {
        return pauseMillis;
    }

    /** Does it once; what cannot be sent because the other side does not want it any more is no failure. */
    abstract void wave(Target target, Reaction reaction) throws Exception;

    /** Sends something. */
    @FunctionalInterface
    private interface Sending {
        void send() throws IOException;
    }

    /** Whether all of it could be sent. */
    private static boolean sent(Sending sending) {
        try {
            sending.send();
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    private static void expectCut(Reaction reaction, RawHttp2 connection, String after, Sending sending)
            throws InterruptedException {
        boolean isSent = sent(sending);
        if (!isSent) {
            // What the server said last may still be on its way.
            connection.awaitCut(1);
        }
        if (!isSent || connection.isCut(PATIENCE_SECONDS)) {
            reaction.stopped(connection.words());
        } else {
            reaction.notStopped("a connection is open after " + after);
        }
    }

    private static void expectRefusal(Reaction reaction, String what, int status) {
        if (status == RawHttp1.CUT) {
            reaction.stopped(what + ": connection ended");
        } else if (status >= REFUSALS && status < BUGS) {
            reaction.stopped(what + ": " + status);
        } else {
            reaction.notStopped(what + " was answered with status " + status);
        }
    }
}
