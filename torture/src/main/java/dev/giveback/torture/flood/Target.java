package dev.giveback.torture.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * What is attacked, and with what.
 *
 * @param grpcPort of the gateway, with TLS
 * @param webPort of the gateway, in plain text
 * @param certificate that the gateway shows
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

    /** A connection to the port of gRPC, encrypted, for HTTP/2. */
    Socket secureSocket() throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), grpcPort);
        plain.setTcpNoDelay(true);
        SSLSocket secure = (SSLSocket) certificate
                .trust()
                .getSocketFactory()
                .createSocket(plain, "127.0.0.1", grpcPort, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        secure.setSSLParameters(parameters);
        try {
            secure.startHandshake();
        } catch (IOException refused) {
            plain.close();
            throw refused;
        }
        return secure;
    }

    /** A connection to the port of gRPC on which nothing has been said. */
    Socket silentSocket() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), grpcPort);
    }

    /** A connection to the web port. */
    Socket webSocket() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), webPort);
    }
}
