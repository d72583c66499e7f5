package dev.giveback.standalone.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wire to a gateway that carries so many bytes each way and no more, so that what is under way stands still in the middle. */
final class HeldWire implements AutoCloseable {
    private static final int BUFFER = 8 << 10;

    private final ServerSocket server;
    private final Socket gateway;
    private final CountDownLatch held = new CountDownLatch(1);

    /**
     * A wire for one connection.
     *
     * @param up bytes that reach the gateway
     * @param down bytes that come from it
     */
    HeldWire(int gatewayPort, long up, long down) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        server = new ServerSocket(0, 1, here);
        gateway = new Socket(here, gatewayPort);
        Thread.ofVirtual().start(() -> connect(up, down));
    }

    private void connect(long up, long down) {
        try {
            Socket caller = server.accept();
            Thread.ofVirtual().start(() -> carry(caller, gateway, up));
            carry(gateway, caller, down);
        } catch (IOException closed) {
            held.countDown();
        }
    }

    /** Carries to the limit or to the end; then the other side learns of an end, and of a limit nothing. */
    private void carry(Socket from, Socket to, long limit) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            long left = limit;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
                if (read < 0) {
                    to.close();
                    return;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            held.countDown();
            while (in.read(buffer) >= 0) {
                // What does not arrive any more.
            }
            to.close();
        } catch (IOException closed) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is closed either way.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until one way has carried all that it carries. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the wire was never held");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        gateway.close();
    }
}
