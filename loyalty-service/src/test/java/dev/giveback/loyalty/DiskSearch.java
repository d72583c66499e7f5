package dev.giveback.loyalty;

import com.google.common.primitives.Bytes;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for bytes in everything that a database holds: each value of each row of each table, and each file of the server. */
final class DiskSearch {
    private final TestDatabase database;
    private final Path directory;

    DiskSearch(TestDatabase database, Path directory) {
        this.database = database;
        this.directory = directory;
    }

    /** The tables and catalogues in which some value contains these bytes. */
    List<String> tablesWith(byte[] wanted) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection()) {
            for (String table : tables(connection)) {
                if (has(connection, table, wanted)) {
                    found.add(table);
                }
            }
        }
        return found;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>(List.of("pg_catalog.pg_stats"));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT schemaname || '.' || tablename FROM pg_tables"
                        + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static boolean has(Connection connection, String table, byte[] wanted) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int i = 1; i <= columns; i++) {
                    boolean isBytes = row.getMetaData().getColumnType(i) == Types.BINARY;
                    String text = isBytes ? null : row.getString(i);
                    byte[] bytes =
                            isBytes ? row.getBytes(i) : (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
                    if (bytes != null && Bytes.indexOf(bytes, wanted) >= 0) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** The server's files that contain these bytes, as paths in its directory. */
    List<String> filesWith(byte[] wanted) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Bytes.indexOf(read(file), wanted) >= 0)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
