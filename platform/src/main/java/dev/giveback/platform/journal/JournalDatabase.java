package dev.giveback.platform.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * The one schema of a PostgreSQL database that a service owns.
 *
 * @param url the JDBC URL, with or without parameters of its own
 * @param user the database user
 * @param password that user's password
 * @param schema the schema of the service, in lower case: {@code loyalty}
 */
public record JournalDatabase(String url, String user, String password, String schema) {

    /**
     * The server notices within half a minute that a machine is gone, and lets go of what its sessions held: by locks of sessions it is decided which
     * node reads a feed.
     */
    static final String NOTICE_LOSS =
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000";

    /** Checks what can be told without asking the database. */
    public JournalDatabase {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url: \"" + url + "\" (expected: jdbc:postgresql:…)");
        }
        JournalSchema.checkName(schema);
    }

    /** Opens a pool of {@code connections} connections that find the schema's tables; whoever opens it closes it. */
    public HikariDataSource openPool(String name, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(schemaUrl());
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        // Details of errors quote what was to be written, which may be personal.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.setConnectionInitSql(NOTICE_LOSS);
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        return new HikariDataSource(config);
    }

    /** The URL with the schema as search path; a peer that fell silent is noticed. */
    String schemaUrl() {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema + "&tcpKeepAlive=true";
    }

    /** Says everything but the password. */
    @Override
    public String toString() {
        return "JournalDatabase[url=" + url + ", user=" + user + ", schema=" + schema + "]";
    }
}
