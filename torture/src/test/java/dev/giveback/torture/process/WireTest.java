package dev.giveback.torture.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wire to a server that says again what it is told. */
@Timeout(60)
final class WireTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private ServerSocket echo;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        wire = new Wire(echo.getLocalPort());
        var unused = threads.submit(() -> {
            while (true) {
                Socket caller = echo.accept();
                var unusedToo = threads.submit(() -> caller.getInputStream().transferTo(caller.getOutputStream()));
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        echo.close();
        threads.shutdownNow();
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static int said(Socket socket, int word) throws IOException {
        socket.getOutputStream().write(word);
        return socket.getInputStream().read();
    }

    @Test
    void aWholeWireCarriesBothWays() throws IOException {
        try (Socket socket = connected()) {
            assertThat(said(socket, 7)).isEqualTo(7);
        }
    }

    @Test
    void aCutWireEndsConnectionsUntilItIsMended() throws IOException {
        try (Socket before = connected()) {
            assertThat(said(before, 7)).isEqualTo(7);
            wire.has(Wire.Fault.CUT);
            assertThat(before.getInputStream().read()).isEqualTo(-1);
            try (Socket meanwhile = connected()) {
                assertThat(meanwhile.getInputStream().read()).isEqualTo(-1);
            }
        }
        wire.has(Wire.Fault.NONE);
        try (Socket after = connected()) {
            assertThat(said(after, 9)).isEqualTo(9);
        }
    }

    @Test
    void aResetIsSeenAsOne() throws IOException {
        try (Socket socket = connected()) {
            assertThat(said(socket, 7)).isEqualTo(7);
            wire.has(Wire.Fault.RESET);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHalfOpenWireSwallowsAndItsConnectionsStaySo() throws IOException {
        try (Socket socket = connected()) {
            assertThat(said(socket, 7)).isEqualTo(7);
            wire.has(Wire.Fault.HALF_OPEN);
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> said(socket, 8)).isInstanceOf(SocketTimeoutException.class);
            wire.has(Wire.Fault.NONE);
            assertThatThrownBy(() -> said(socket, 9)).isInstanceOf(SocketTimeoutException.class);
        }
        try (Socket after = connected()) {
            assertThat(said(after, 9)).isEqualTo(9);
        }
    }

    @Test
    void aSlowWireCarriesLate() throws IOException {
        try (Socket socket = connected()) {
            assertThat(said(socket, 7)).isEqualTo(7);
            wire.has(Wire.Fault.SLOW);
            long begun = System.nanoTime();
            assertThat(said(socket, 8)).isEqualTo(8);
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(400_000_000L);
        }
    }
}
