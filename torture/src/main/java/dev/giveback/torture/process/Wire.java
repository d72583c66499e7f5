package dev.giveback.torture.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire between two programs on this machine: a port that carries bytes to another port, as well as it is told to. */
final class Wire implements AutoCloseable {
    private static final int BUFFER = 16 << 10;
    private static final int BACKLOG = 50;
    private static final Duration DELAY = Duration.ofMillis(200);

    private final ServerSocket server;
    private final int target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    /** What is wrong with a wire. */
    enum Fault {
        /** Nothing. */
        NONE,
        /** Connections are ended, and new ones are ended at once. */
        CUT,
        /** Bytes vanish without a word. A connection of that time stays so for ever, as when a firewall forgot it. */
        HALF_OPEN,
        /** Connections are reset once; new ones carry. */
        RESET,
        /** Every piece is carried 200 ms late. */
        SLOW
    }

    Wire(int target) throws IOException {
        this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Has this fault from now on. */
    void has(Fault next) {
        fault = next;
        switch (next) {
            case NONE, SLOW -> {}
            case CUT -> connections.forEach(connection -> connection.end(false));
            case RESET -> connections.forEach(connection -> connection.end(true));
            case HALF_OPEN -> connections.forEach(connection -> connection.swallows = true);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                if (fault == Fault.CUT) {
                    caller.close();
                } else {
                    connect(caller);
                }
            } catch (IOException ended) {
                // The target is away, or this is closed: the next round of the loop tells.
            }
        }
    }

    private void connect(Socket caller) throws IOException {
        Connection connection;
        try {
            connection = new Connection(caller, new Socket(InetAddress.getLoopbackAddress(), target));
        } catch (IOException nobody) {
            caller.close();
            throw nobody;
        }
        connection.swallows = fault == Fault.HALF_OPEN;
        connections.add(connection);
        Thread.ofVirtual().start(() -> connection.carry(caller, connection.called));
        Thread.ofVirtual().start(() -> connection.carry(connection.called, caller));
    }

    /** A connection through the wire. */
    private final class Connection {
        private final Socket caller;
        private final Socket called;
        private volatile boolean swallows;

        private Connection(Socket caller, Socket called) {
            this.caller = caller;
            this.called = called;
        }

        private void carry(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[BUFFER];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (fault == Fault.SLOW) {
                        Thread.sleep(DELAY);
                    }
                    if (!swallows) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException ended) {
                // The other direction ends with it.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            if (!swallows) {
                end(false);
            }
        }

        private void end(boolean isReset) {
            connections.remove(this);
            for (Socket socket : new Socket[] {caller, called}) {
                try (socket) {
                    if (isReset) {
                        // Closed with the rest unsent, which TCP tells as a reset.
                        socket.setSoLinger(true, 0);
                    }
                } catch (IOException ended) {
                    // It is closed already.
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(connection -> connection.end(false));
    }
}
