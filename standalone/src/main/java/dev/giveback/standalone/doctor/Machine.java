package dev.giveback.standalone.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;

/** Checks of the Java that runs, its memory, and ports. */
public final class Machine {
    private static final int LEAST_JAVA = 21;
    private static final long LEAST_MEMORY = 2L << 30;

    private Machine() {}

    /** Whether the Java is new enough. */
    public static Finding java(int feature, String version) {
        return feature >= LEAST_JAVA
                ? Finding.ok("java", version)
                : Finding.fail("java", version, "install a JDK " + LEAST_JAVA + " or newer, and set JAVA_HOME to it");
    }

    /** Whether there is memory enough for all services and their database in one place. */
    public static Finding memory(long bytes) {
        String found = String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
        return bytes >= LEAST_MEMORY
                ? Finding.ok("memory", found)
                : Finding.warn("memory", found, "2 GiB or more; or set GIVEBACK_JAVA_OPTS=-Xmx512m for a small shop");
    }

    /** Whether a port of loopback can be listened on. */
    public static Finding freePort(String name, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Finding.ok(name, port + " is free");
        } catch (IOException | IllegalArgumentException taken) {
            return Finding.warn(
                    name,
                    port + " is taken by another program",
                    "end that program, or start Giveback with another port: giveback up --help");
        }
    }
}
