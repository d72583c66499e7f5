package dev.giveback.standalone.replay;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.giveback.standalone.console.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A shop's files: {@code lines.csv} and {@code products.csv}, each plain or with {@code .gz}. They are read as streams. */
public final class RetailFiles {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path directory;

    /** The files in this folder. */
    public RetailFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * The file with the invoice lines.
     *
     * @throws Problem if there is none
     */
    public Path lines() {
        return find("lines.csv")
                .orElseThrow(() -> Problem.failed("no lines.csv.gz or lines.csv in "
                        + directory.toAbsolutePath().normalize() + ": give the folder of the data with --data"));
    }

    /** All invoices, in the order of their first lines. */
    List<Invoice> invoices() {
        Path file = lines();
        InvoiceReader reader = new InvoiceReader(file.getFileName().toString());
        forEach(file, InvoiceReader.COLUMNS, reader::accept);
        return reader.invoices();
    }

    /** The category of each product; empty without a file of products. */
    Map<String, String> categories() {
        Map<String, String> categories = new HashMap<>();
        find("products.csv")
                .ifPresent(file -> forEach(
                        file,
                        List.of("stock_code", "category"),
                        row -> categories.put(
                                row.getField("stock_code"),
                                row.getField("category").intern())));
        return categories;
    }

    private Optional<Path> find(String name) {
        return List.of(directory.resolve(name + ".gz"), directory.resolve(name)).stream()
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static void forEach(Path file, List<String> columns, Consumer<NamedCsvRecord> action) {
        try (Reader reader = open(file);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            boolean first = true;
            for (NamedCsvRecord row : rows) {
                if (first) {
                    expectColumns(file, row.getHeader(), columns);
                    first = false;
                }
                action.accept(row);
            }
        } catch (CsvParseException malformed) {
            throw Problem.failed(file.getFileName() + ": " + oneLine(malformed), malformed);
        } catch (IOException | UncheckedIOException unreadable) {
            throw Problem.failed(file.getFileName() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Reader open(Path file) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        boolean zipped = file.getFileName().toString().endsWith(".gz");
        return new InputStreamReader(
                zipped ? new GZIPInputStream(stream, BUFFER_BYTES) : stream, StandardCharsets.UTF_8);
    }

    private static void expectColumns(Path file, List<String> header, List<String> columns) {
        if (!header.containsAll(columns)) {
            throw Problem.failed(file.getFileName() + " line 1: columns " + header + " (expected: " + columns + ")");
        }
    }

    private static String oneLine(CsvParseException malformed) {
        Throwable cause = malformed.getCause();
        return malformed.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }
}
