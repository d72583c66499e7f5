package dev.giveback.benchmark.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The SQL texts, which lie beside this class. */
final class Scripts {
    private Scripts() {}

    static String schema() {
        return read("schema.sql");
    }

    static String consistency() {
        return read("consistency.sql");
    }

    /** What pgbench runs again and again. */
    static String of(SqlVariant variant, CustomerChoice choice) {
        String text = read(variant.name().toLowerCase(Locale.ROOT) + ".sql");
        return variant == SqlVariant.COMMIT
                ? text
                : read("order.sql").replace("{customer}", choice.expression()) + text;
    }

    private static String read(String name) {
        try (InputStream stream = Scripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
