package dev.giveback.standalone.database;

import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Properties;

/** Which port the database gets. */
final class Ports {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private Ports() {}

    /**
     * The port that was asked for, else the one of last time if it is free, else a free one.
     *
     * @param record the properties of last time; may be absent
     * @throws Problem if the port that was asked for is taken
     */
    static int choose(OptionalInt asked, Path record) throws IOException {
        if (asked.isPresent()) {
            if (!isFree(asked.getAsInt())) {
                throw Problem.failed("the database port " + asked.getAsInt()
                        + " is taken by another program: choose another" + " --database-port, or none for a free one");
            }
            return asked.getAsInt();
        }
        OptionalInt last = last(record);
        return last.isPresent() && isFree(last.getAsInt()) ? last.getAsInt() : anyFree();
    }

    private static OptionalInt last(Path record) throws IOException {
        if (!Files.exists(record)) {
            return OptionalInt.empty();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(record)) {
            properties.load(reader);
            return OptionalInt.of(Integer.parseInt(properties.getProperty("port", "")));
        } catch (IllegalArgumentException garbled) {
            return OptionalInt.empty();
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (java.net.BindException taken) {
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK));
    }
}
