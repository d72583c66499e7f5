package dev.giveback.feedback.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/**
 * Sockets that are closed when their time is over. Each answer of a server has its own timeout, but a server that answers slowly enough could
 * hold a letter far longer than the lease of its try.
 */
final class WatchedSockets extends SocketFactory implements AutoCloseable {
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Thread watch;

    private WatchedSockets(Duration longest) {
        watch = Thread.ofVirtual().unstarted(() -> closeAfter(longest));
    }

    static WatchedSockets until(Duration longest) {
        WatchedSockets sockets = new WatchedSockets(longest);
        sockets.watch.start();
        return sockets;
    }

    private void closeAfter(Duration longest) {
        try {
            Thread.sleep(longest);
            sockets.forEach(WatchedSockets::close);
        } catch (InterruptedException done) {
            // In time: there is nothing to close any more.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is of no use any more either way.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private Socket watched(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket() {
        return watched(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return watched(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return watched(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return watched(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return watched(new Socket(address, port, localAddress, localPort));
    }
}
