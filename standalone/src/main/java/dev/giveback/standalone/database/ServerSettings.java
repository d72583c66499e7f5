package dev.giveback.standalone.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings that PostgreSQL is started with. They stand on its command line, where no configuration file in the data directory
 * can override them.
 */
final class ServerSettings {
    /** What an acknowledged change hangs on; checked again by asking the running server. */
    static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    /** Where it listens: this machine only. */
    static final String ADDRESS = "127.0.0.1";

    private static final boolean IS_LINUX = System.getProperty("os.name").startsWith("Linux");

    private ServerSettings() {}

    /** All settings as options of the server's command line. */
    static String options(int port) {
        return settings(port).entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "='" + setting.getValue() + "'")
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> settings(int port) {
        Map<String, String> settings = new LinkedHashMap<>(DURABLE);
        settings.put("listen_addresses", ADDRESS);
        settings.put("port", Integer.toString(port));
        // A socket's path may be at most 107 bytes long, which a data directory deep in a home folder exceeds.
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "100");
        settings.put("shared_buffers", "256MB");
        // Few and spread-out checkpoints: each is followed by full page images, which cost most of the log's volume.
        settings.put("max_wal_size", "2GB");
        settings.put("min_wal_size", "512MB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("checkpoint_completion_target", "0.9");
        settings.put("wal_compression", "on");
        if (IS_LINUX) {
            // After a crash all files are made durable before anything else. One by one that is nearly two thousand
            // waits for the disk, in which
            // nobody is served. Only Linux can be asked for all at once; it tells of errors since 5.8.
            settings.put("recovery_init_sync_method", "syncfs");
        }
        // Statements here are short, and compiling one costs more than running it.
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        return settings;
    }
}
