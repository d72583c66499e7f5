package dev.giveback.recommendation.evaluation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of comma-separated values in UTF-8, plain or zipped, with the names of its columns in the first line. Read as a stream. */
record CsvTable(Path file) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** What is done with a row. */
    interface Row {
        /** A bad value is an {@link IllegalArgumentException}, a date that is none a {@link DateTimeException}. */
        void read(NamedCsvRecord row);
    }

    /** The file of this name in a folder, zipped or plain. */
    static Optional<CsvTable> find(Path folder, String name) {
        return Stream.of(folder.resolve(name + ".gz"), folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(CsvTable::new);
    }

    /**
     * Reads all rows.
     *
     * @param columns that must be there
     * @throws IllegalArgumentException that names file and line, for a missing column or a value that a row does not take
     */
    void forEach(List<String> columns, Row row) throws IOException {
        try (Reader text = open();
                CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text)) {
            boolean isFirst = true;
            for (NamedCsvRecord next : records) {
                if (isFirst && !next.getHeader().containsAll(columns)) {
                    throw bad(1, "columns " + next.getHeader() + " (expected: " + columns + ")", null);
                }
                isFirst = false;
                read(next, row);
            }
        } catch (CsvParseException malformed) {
            Throwable cause = malformed.getCause();
            throw new IllegalArgumentException(
                    file.getFileName() + ": " + malformed.getMessage()
                            + (cause == null ? "" : ": " + cause.getMessage()),
                    malformed);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + " cannot be read: there is no such file", missing);
        } catch (UncheckedIOException broken) {
            throw new IOException(file.getFileName() + " cannot be read: " + broken.getMessage(), broken);
        } catch (IOException broken) {
            throw new IOException(file.getFileName() + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private void read(NamedCsvRecord next, Row row) {
        try {
            row.read(next);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw bad(next.getStartingLineNumber(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private IllegalArgumentException bad(long line, String what, @Nullable Exception cause) {
        return new IllegalArgumentException(file.getFileName() + " line " + line + ": " + what, cause);
    }

    private Reader open() throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        boolean isZipped = file.toString().endsWith(".gz");
        return new InputStreamReader(
                isZipped ? new GZIPInputStream(stream, BUFFER_BYTES) : stream, StandardCharsets.UTF_8);
    }
}
