package dev.giveback.standalone.audit;

import dev.giveback.standalone.console.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads a file of invoice lines in the plainest way, so that a mistake of the replay's reader shows. */
final class AuditReader {
    private AuditReader() {}

    static List<AuditRow> read(Path file) {
        try (InputStream stream = Files.newInputStream(file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(unzipped(file, stream), StandardCharsets.UTF_8))) {
            List<String> header = split(String.valueOf(reader.readLine()));
            List<AuditRow> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    rows.add(row(header, split(line)));
                }
            }
            return rows;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw Problem.failed(
                    "the audit cannot read " + file.getFileName() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static InputStream unzipped(Path file, InputStream stream) throws IOException {
        return file.toString().endsWith(".gz") ? new GZIPInputStream(stream) : stream;
    }

    private static AuditRow row(List<String> header, List<String> cells) {
        return new AuditRow(
                cell(header, cells, "invoice"),
                cell(header, cells, "invoice_date"),
                cell(header, cells, "customer_id"),
                cell(header, cells, "stock_code"),
                Long.parseLong(cell(header, cells, "quantity")),
                new BigDecimal(cell(header, cells, "unit_price")));
    }

    private static String cell(List<String> header, List<String> cells, String column) {
        int index = header.indexOf(column);
        if (index < 0 || index >= cells.size()) {
            throw new IllegalArgumentException("no column " + column + " in " + cells);
        }
        return cells.get(index).intern();
    }

    private static List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char character = line.charAt(index);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
