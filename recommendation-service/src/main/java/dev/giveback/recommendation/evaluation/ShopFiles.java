package dev.giveback.recommendation.evaluation;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.giveback.recommendation.domain.Product;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a shop sold, from {@code lines.csv} and, if it is there, {@code products.csv} in one folder, each plain or with {@code .gz}.
 *
 * @param lines what was paid for and no return, by ascending day; lines of one day keep the file's order
 * @param products by their codes
 */
public record ShopFiles(List<Line> lines, Map<String, Product> products) {
    private static final List<String> COLUMNS =
            List.of("invoice", "invoice_date", "customer_id", "stock_code", "quantity", "unit_price");

    /** Units of a product that a customer bought on a day. */
    public record Line(int day, String customer, String product, int units) {}

    /**
     * Reads a folder. Without a file of products nothing has a category.
     *
     * @throws IOException if there are no lines, or they cannot be read
     * @throws IllegalArgumentException that names file and line, for a missing column or a bad value
     */
    public static ShopFiles read(Path folder) throws IOException {
        CsvTable table = CsvTable.find(folder, "lines.csv")
                .orElseThrow(() -> new NoSuchFileException("no lines.csv.gz or lines.csv in " + folder));
        List<Line> lines = new ArrayList<>();
        table.forEach(COLUMNS, row -> {
            BigDecimal price = number(row, "unit_price");
            int units = units(row);
            if (units > 0 && price.signum() > 0 && !row.getField("invoice").startsWith("C")) {
                lines.add(new Line(day(row), text(row, "customer_id"), text(row, "stock_code"), units));
            }
        });
        lines.sort(Comparator.comparingInt(Line::day));
        Map<String, Product> products = new LinkedHashMap<>();
        Optional<CsvTable> known = CsvTable.find(folder, "products.csv");
        if (known.isPresent()) {
            known.get().forEach(List.of("stock_code"), row -> products.put(text(row, "stock_code"), product(row)));
        }
        return new ShopFiles(List.copyOf(lines), products);
    }

    private static int day(NamedCsvRecord row) {
        String date = row.getField("invoice_date");
        return Math.toIntExact(
                LocalDate.parse(date.substring(0, Math.min(10, date.length()))).toEpochDay());
    }

    private static String text(NamedCsvRecord row, String column) {
        String text = row.getField(column);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(column + ": empty");
        }
        return text;
    }

    private static int units(NamedCsvRecord row) {
        try {
            return number(row, "quantity").intValueExact();
        } catch (ArithmeticException fraction) {
            throw new IllegalArgumentException(
                    "quantity: \"" + row.getField("quantity") + "\" (expected: a whole number of 32 bits)", fraction);
        }
    }

    private static BigDecimal number(NamedCsvRecord row, String column) {
        String text = row.getField(column);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(column + ": \"" + text + "\" (expected: a number)", none);
        }
    }

    private static Product product(NamedCsvRecord row) {
        String price = row.findField("median_price").orElse("");
        long minor = price.isEmpty()
                ? 0
                : Math.max(0, Math.round(number(row, "median_price").doubleValue() * 100));
        return new Product(
                row.getField("stock_code"),
                row.findField("description").orElse(""),
                row.findField("category").orElse(""),
                List.of(),
                minor,
                true);
    }
}
