package dev.giveback.standalone.catalogue;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.giveback.recommendation.v1.Product;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A file of products: CSV in UTF-8, plain or with {@code .gz}, with the names of its columns in the first line. Read as a stream. */
public final class ProductFile {
    /** Lines that are told as wrong; what is wrong beyond them is counted. */
    public static final int TOLD = 100;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;

    /** The file at this place; nothing is read yet. */
    public ProductFile(Path file) {
        this.file = file;
    }

    /** The file {@code products.csv} of a folder, zipped or plain; none if there is neither. */
    public static Optional<ProductFile> in(Path folder) {
        return Stream.of(folder.resolve("products.csv.gz"), folder.resolve("products.csv"))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(ProductFile::new);
    }

    /** Its name without folders. */
    public String name() {
        return String.valueOf(file.getFileName());
    }

    /** What is wrong with a line. */
    public record Fault(long line, String what) {}

    /**
     * What a look through the whole file found.
     *
     * @param products that can be imported
     * @param faulty lines that cannot
     * @param faults the first of them
     */
    public record Check(long products, long faulty, List<Fault> faults) {
        /** The faults are copied. */
        public Check {
            faults = List.copyOf(faults);
        }

        /** What is wrong, one a line, and how many more there are. */
        public List<String> lines(String file) {
            List<String> lines = new ArrayList<>();
            faults.forEach(fault -> lines.add(file + " line " + fault.line() + ": " + fault.what()));
            if (faulty > faults.size()) {
                lines.add("and " + Numbers.grouped(faulty - faults.size()) + " more lines");
            }
            return lines;
        }
    }

    /** What is done with a product. */
    interface Taking {
        void take(Product product) throws InterruptedException;
    }

    /**
     * Looks through the whole file.
     *
     * @param currencyCode of the prices
     * @throws Problem if it cannot be read, or is no file of products
     */
    public Check check(String currencyCode) {
        List<Fault> faults = new ArrayList<>();
        long[] counts = new long[2];
        forEach(currencyCode, (row, reader) -> {
            Optional<String> fault = reader.fault(row);
            counts[fault.isEmpty() ? 0 : 1]++;
            if (fault.isPresent() && faults.size() < TOLD) {
                faults.add(new Fault(row.getStartingLineNumber(), fault.get()));
            }
        });
        return new Check(counts[0], counts[1], faults);
    }

    /** All products, in the order of the file; it must have been checked. */
    void products(String program, String currencyCode, Taking taking) {
        forEach(currencyCode, (row, reader) -> taking.take(reader.product(program, row)));
    }

    /** The line of the row with this number, from 0; 0 if there is none. */
    long line(long number) {
        long[] found = new long[2];
        forEach("XXX", (row, reader) -> {
            if (found[0]++ == number) {
                found[1] = row.getStartingLineNumber();
            }
        });
        return found[1];
    }

    private interface Reading {
        void row(NamedCsvRecord row, ProductRow reader) throws InterruptedException;
    }

    private void forEach(String currencyCode, Reading reading) {
        try (InputStream bytes = open();
                CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                        .detectBomHeader(true)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofNamedCsvRecord(bytes, StandardCharsets.UTF_8)) {
            ProductRow reader = null;
            for (NamedCsvRecord row : rows) {
                if (reader == null) {
                    reader = ProductRow.of(name(), row.getHeader(), currencyCode);
                }
                reading.row(row, reader);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.failed("interrupted", interrupted);
        } catch (CsvParseException malformed) {
            Throwable cause = malformed.getCause();
            throw Problem.failed(
                    name() + ": " + malformed.getMessage() + (cause == null ? "" : ": " + cause.getMessage()),
                    malformed);
        } catch (NoSuchFileException missing) {
            throw Problem.failed(file + " cannot be read: there is no such file", missing);
        } catch (IOException | UncheckedIOException unreadable) {
            throw Problem.failed(name() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private InputStream open() throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        return name().endsWith(".gz") ? new GZIPInputStream(stream, BUFFER_BYTES) : stream;
    }
}
