package dev.giveback.standalone.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wires between nodes, one for each direction of each pair, so that some can be cut. Nodes are called by names, and each node has a file of hosts of
 * its own: to node 1 the name of node 2 means 127.0.1.2, where the wire from 1 to 2 begins. All of 127.0.0.0/8 is this machine, on Linux.
 */
final class Wires implements AutoCloseable {
    private final Path folder;
    private final List<Wire> wires = new ArrayList<>();

    Wires(Path folder) {
        this.folder = folder;
    }

    /** Puts itself between nodes that were not begun yet. */
    void connect(List<ServiceNode> nodes) throws IOException {
        for (int to = 0; to < nodes.size(); to++) {
            int listensAt = ServiceNode.freePort();
            nodes.get(to).reachedAs(name(to), listensAt, hosts(to, nodes.size()));
            for (int from = 0; from < nodes.size(); from++) {
                if (from != to) {
                    wires.add(new Wire(
                            from,
                            to,
                            new ServerSocket(nodes.get(to).clusterPort(), 50, address(from, to)),
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), listensAt)));
                }
            }
        }
        wires.forEach(Wire::open);
    }

    private static String name(int node) {
        return "node-" + node;
    }

    private static InetAddress address(int from, int to) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, (byte) (from + 1), (byte) (to + 1)});
    }

    private Path hosts(int from, int nodes) throws IOException {
        List<String> lines = new ArrayList<>(List.of("127.0.0.1 localhost"));
        for (int to = 0; to < nodes; to++) {
            lines.add(address(from, to).getHostAddress() + " " + name(to));
        }
        return Files.write(folder.resolve("hosts-" + from), lines);
    }

    /** Cuts all wires to and from a node: what is open breaks, and nothing new gets through. */
    void part(int node) {
        wires.stream().filter(wire -> wire.from == node || wire.to == node).forEach(Wire::cut);
    }

    /** Mends what was cut. */
    void heal() {
        wires.forEach(Wire::mend);
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }

    /** The wire from a node to another one. */
    private static final class Wire {
        private final int from;
        private final int to;
        private final ServerSocket begin;
        private final InetSocketAddress end;
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();
        private volatile boolean isCut;

        Wire(int from, int to, ServerSocket begin, InetSocketAddress end) {
            this.from = from;
            this.to = to;
            this.begin = begin;
            this.end = end;
        }

        void open() {
            Thread.ofVirtual().start(() -> {
                while (!begin.isClosed()) {
                    accept();
                }
            });
        }

        private void accept() {
            try {
                Socket near = begin.accept();
                open.add(near);
                Socket far = new Socket();
                open.add(far);
                Thread.ofVirtual().start(() -> join(near, far));
            } catch (IOException closed) {
                // The loop looks whether there will be another one.
            }
        }

        private void join(Socket near, Socket far) {
            try {
                far.connect(end);
                Thread.ofVirtual().start(() -> pass(far, near));
                pass(near, far);
            } catch (IOException refused) {
                drop(near);
                drop(far);
            }
        }

        /** Until either of them ends, or the wire is cut. */
        private void pass(Socket in, Socket out) {
            byte[] buffer = new byte[64 * 1024];
            try {
                for (int read = in.getInputStream().read(buffer);
                        read >= 0 && !isCut;
                        read = in.getInputStream().read(buffer)) {
                    out.getOutputStream().write(buffer, 0, read);
                }
            } catch (IOException ended) {
                // Both ends learn of it below.
            } finally {
                drop(in);
                drop(out);
            }
        }

        private void drop(Socket socket) {
            open.remove(socket);
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // That is what was wanted.
            }
        }

        void cut() {
            isCut = true;
            open.forEach(this::drop);
        }

        void mend() {
            isCut = false;
        }

        void close() throws IOException {
            cut();
            begin.close();
        }
    }
}
