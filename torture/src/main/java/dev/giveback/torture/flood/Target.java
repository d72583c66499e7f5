package dev.giveback.torture.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/**
 * What is attacked, and with what.
 *
 * @param grpcPort of the gateway, in plain text
 * @param webPort of the gateway, with TLS
 * @param certificate that the web port shows
 * @param secret of a till's key, which was stolen
 * @param customer whom the till may ask for
 * @param end when the attack is over, as {@link System#nanoTime} has it
 */
record Target(int grpcPort, int webPort, Certificate certificate, String secret, String customer, long end) {
    /** What is asked for. */
    static final String METHOD = "/giveback.loyalty.v1.CheckoutService/CompleteCheckout";

    /** Whether time is left. */
    boolean goesOn() {
        return System.nanoTime() < end;
    }

    /** The same by JSON. */
    String path() {
        return "/v1/" + customer + ":completeCheckout";
    }

    /** A connection to the port of gRPC. */
    Socket grpcSocket() throws IOException {
        return connected(grpcPort);
    }

    /** A connection to the web port on which nothing has been said. */
    Socket silentSocket() throws IOException {
        return connected(webPort);
    }

    /** A connection to the web port, encrypted. */
    Socket webSocket() throws IOException {
        Socket plain = connected(webPort);
        try {
            SSLSocket secure =
                    (SSLSocket) certificate.trust().getSocketFactory().createSocket(plain, "127.0.0.1", webPort, true);
            secure.startHandshake();
            return secure;
        } catch (IOException refused) {
            plain.close();
            throw refused;
        }
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }
}
