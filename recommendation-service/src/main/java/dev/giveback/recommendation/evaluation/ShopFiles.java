package dev.giveback.recommendation.evaluation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.giveback.recommendation.domain.Product;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What a shop sold, from {@code lines.csv.gz} and {@code products.csv.gz} in one folder.
 *
 * @param lines what was paid for and no return, by ascending day; lines of one day keep the file's order
 * @param products by their codes
 */
public record ShopFiles(List<Line> lines, Map<String, Product> products) {
    /** Units of a product that a customer bought on a day. */
    public record Line(int day, String customer, String product, int units) {}

    /** Reads a folder. A missing column or a bad value is an {@link IllegalArgumentException} that names the file and line. */
    public static ShopFiles read(Path folder) throws IOException {
        List<Line> lines = new ArrayList<>();
        each(folder.resolve("lines.csv.gz"), row -> {
            BigDecimal price = new BigDecimal(row.getField("unit_price"));
            int units = Integer.parseInt(row.getField("quantity"));
            if (units > 0 && price.signum() > 0 && !row.getField("invoice").startsWith("C")) {
                int day = Math.toIntExact(
                        LocalDate.parse(row.getField("invoice_date").substring(0, 10))
                                .toEpochDay());
                lines.add(new Line(day, row.getField("customer_id"), row.getField("stock_code"), units));
            }
        });
        lines.sort(Comparator.comparingInt(Line::day));
        Map<String, Product> products = new LinkedHashMap<>();
        each(folder.resolve("products.csv.gz"), row -> products.put(row.getField("stock_code"), product(row)));
        return new ShopFiles(List.copyOf(lines), products);
    }

    private static Product product(NamedCsvRecord row) {
        String price = row.getField("median_price");
        long minor = price.isEmpty() ? 0 : Math.max(0, Math.round(Double.parseDouble(price) * 100));
        return new Product(
                row.getField("stock_code"),
                row.getField("description"),
                row.getField("category"),
                List.of(),
                minor,
                true);
    }

    private interface Row {
        void read(NamedCsvRecord row);
    }

    private static void each(Path file, Row row) throws IOException {
        try (Reader text = new InputStreamReader(
                        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16)),
                        StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord next : records) {
                try {
                    row.read(next);
                } catch (RuntimeException bad) {
                    throw new IllegalArgumentException(
                            file.getFileName() + " line " + next.getStartingLineNumber() + ": " + bad.getMessage(),
                            bad);
                }
            }
        }
    }
}
