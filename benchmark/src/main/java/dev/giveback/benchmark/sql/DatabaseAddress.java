package dev.giveback.benchmark.sql;

import java.util.Properties;

/**
 * Where a PostgreSQL server is and who asks. It is never part of a report.
 *
 * @param password may be empty
 */
public record DatabaseAddress(String host, int port, String user, String password) {
    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "giveback-benchmark");
        return properties;
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
