package dev.giveback.torture.flood;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection of HTTP/2 on which frames are written as they are asked for, sense or no sense, which no library for clients would do; and what the
 * server does about them. Headers are written without compression (RFC 7541, 6.2.2), and of those that come only the frame is looked at.
 */
final class RawHttp2 implements AutoCloseable {
    /** The code of a stream that the server had no room for. */
    static final int REFUSED_STREAM = 7;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int CANCEL = 8;
    private static final int FRAME = 16 << 10;
    private static final int SEVEN_BITS = 127;
    /** What a ping says whose answer is waited for. */
    private static final long ASKED = 0x676976656261636BL;

    private static final int LARGEST_CODE = 64;

    private final Socket socket;
    private final OutputStream out;
    private final Semaphore acks = new Semaphore(0);
    private final CountDownLatch cut = new CountDownLatch(1);
    private final Set<Integer> ended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile int goAway = -1;
    private int next = 1;

    RawHttp2(Target target) throws IOException {
        socket = target.grpcSocket();
        out = socket.getOutputStream();
        out.write(PREFACE);
        frame(SETTINGS, 0, 0, new byte[0]);
        out.flush();
        Thread.ofVirtual().start(this::read);
    }

    /** Begins a call with this key and tells the number of its stream. */
    int begin(String secret, Map<String, String> more) throws IOException {
        int stream = next;
        next += 2;
        byte[] block = headers(secret, more);
        int from = 0;
        do {
            int to = Math.min(block.length, from + FRAME);
            byte[] part = java.util.Arrays.copyOfRange(block, from, to);
            frame(from == 0 ? HEADERS : CONTINUATION, to == block.length ? END_HEADERS : 0, stream, part);
            from = to;
        } while (from < block.length);
        return stream;
    }

    private static byte[] headers(String secret, Map<String, String> more) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (List<String> header : List.of(
                List.of(":method", "POST"),
                List.of(":scheme", "http"),
                List.of(":path", Target.METHOD),
                List.of(":authority", "127.0.0.1"),
                List.of("te", "trailers"),
                List.of("content-type", "application/grpc"),
                List.of("authorization", "Bearer " + secret))) {
            literal(block, header.getFirst(), header.getLast());
        }
        for (Map.Entry<String, String> header : more.entrySet()) {
            literal(block, header.getKey(), header.getValue());
        }
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) throws IOException {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < SEVEN_BITS) {
            block.write(bytes.length);
        } else {
            block.write(SEVEN_BITS);
            int rest = bytes.length - SEVEN_BITS;
            for (; rest > SEVEN_BITS; rest >>= 7) {
                block.write((rest & SEVEN_BITS) | 128);
            }
            block.write(rest);
        }
        block.write(bytes);
    }

    /** Breaks a stream off. */
    void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array());
    }

    /** Sends a part of a body. */
    void data(int stream, byte[] bytes) throws IOException {
        frame(DATA, 0, stream, bytes);
        out.flush();
    }

    /** Sends a ping. */
    void ping() throws IOException {
        frame(PING, 0, 0, new byte[Long.BYTES]);
    }

    /** Whether the server has ended the connection, once it has seen all that was sent. It is asked by a ping: either is the answer. */
    boolean isCut(long patienceSeconds) throws InterruptedException {
        try {
            frame(PING, 0, 0, ByteBuffer.allocate(Long.BYTES).putLong(ASKED).array());
            out.flush();
        } catch (IOException closed) {
            return true;
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (System.nanoTime() < end) {
            if (cut.await(1, TimeUnit.MILLISECONDS)) {
                return true;
            }
            if (acks.tryAcquire()) {
                return goAway > 0;
            }
        }
        return false;
    }

    /** Waits until the server has ended the connection. */
    boolean awaitCut(long seconds) throws InterruptedException {
        return cut.await(seconds, TimeUnit.SECONDS);
    }

    /** Whether the server has ended the stream. */
    boolean isEnded(int stream) {
        return ended.contains(stream);
    }

    /** How many streams it has ended. */
    int endedCount() {
        return ended.size();
    }

    /** How many streams it had no room for. */
    int refusedCount() {
        return refused.get();
    }

    /** The code with which it said that the connection ends; empty words if it did not. */
    String words() {
        return goAway < 0 ? "connection ended" : "GOAWAY " + goAway;
    }

    private synchronized void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        out.write(frame.array());
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                seen(type, flags, stream, in.readNBytes(length));
            }
        } catch (IOException closed) {
            // By either side.
        }
        cut.countDown();
    }

    private void seen(int type, int flags, int stream, byte[] payload) throws IOException {
        switch (type) {
            case SETTINGS -> {
                if ((flags & ACK) == 0) {
                    frame(SETTINGS, ACK, 0, new byte[0]);
                }
            }
            case PING -> {
                if ((flags & ACK) == 0) {
                    frame(PING, ACK, 0, payload);
                } else if (ByteBuffer.wrap(payload).getLong() == ASKED) {
                    acks.release();
                }
            }
            case GOAWAY ->
                goAway = Math.min(LARGEST_CODE, ByteBuffer.wrap(payload).getInt(4));
            case RST_STREAM -> {
                if (ByteBuffer.wrap(payload).getInt() == REFUSED_STREAM) {
                    refused.incrementAndGet();
                }
                ended.add(stream);
            }
            default -> {
                if (type <= HEADERS && (flags & END_STREAM) != 0) {
                    ended.add(stream);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
