package dev.giveback.standalone;

import com.google.type.Money;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be bought: lines on the command line, or a file. */
final class BasketOptions {
    private static final int NANO_DIGITS = 9;

    @Option(
            names = "--line",
            paramLabel = "PRODUCT:QUANTITY:PRICE",
            description = "A line, MUG:2:4.95 say: two at 4.95 each. May be repeated.")
    private List<String> lines = new ArrayList<>();

    @Option(
            names = "--basket",
            paramLabel = "FILE",
            description =
                    "In place of --line: a .csv with the header product,quantity,unit_price and if wanted category, or a"
                            + " .json of giveback.loyalty.v1.Basket.")
    private @Nullable Path file;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "GBP",
            description = "Of the prices in --line and in a .csv (default: GBP).")
    private String currency = "";

    @Option(names = "--code", paramLabel = "CODE", description = "A code that was typed. May be repeated.")
    private List<String> codes = new ArrayList<>();

    @Option(names = "--coupon", paramLabel = "ID", description = "A coupon that the customer holds. May be repeated.")
    private List<String> coupons = new ArrayList<>();

    @Option(names = "--points", paramLabel = "N", defaultValue = "0", description = "Points to pay with (default: 0).")
    private long points;

    /**
     * The basket.
     *
     * @throws Problem with exit code 2 if a line or the file is not one
     */
    Basket read() {
        if (lines.isEmpty() == (file == null)) {
            throw Problem.usage("what is to be bought? Give --line PRODUCT:QUANTITY:PRICE, or --basket FILE");
        }
        Basket.Builder basket = file == null ? fromLines() : fromFile(file);
        basket.addAllCodes(codes).addAllCouponIds(coupons);
        if (points < 0) {
            throw Problem.usage("--points: " + points + " (expected: 0 or more)");
        }
        if (points > 0) {
            basket.getPointsBuilder().setPoints(points);
        }
        return basket.build();
    }

    private Basket.Builder fromLines() {
        Basket.Builder basket = Basket.newBuilder();
        for (String line : lines) {
            String[] parts = line.split(":", -1);
            if (parts.length != 3) {
                throw Problem.usage("--line: \"" + line + "\" (expected: PRODUCT:QUANTITY:PRICE)");
            }
            basket.addLines(line("--line: \"" + line + "\"", parts[0], "", parts[1], parts[2]));
        }
        return basket;
    }

    private Basket.Builder fromFile(Path path) {
        return path.toString().endsWith(".json") ? JsonFile.read(path, Basket.newBuilder(), "basket") : fromCsv(path);
    }

    private Basket.Builder fromCsv(Path path) {
        Basket.Builder basket = Basket.newBuilder();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(path)) {
            for (NamedCsvRecord row : rows) {
                String place = path + " line " + row.getStartingLineNumber();
                basket.addLines(line(
                        place,
                        field(place, row, "product"),
                        row.findField("category").orElse(""),
                        field(place, row, "quantity"),
                        field(place, row, "unit_price")));
            }
            return basket;
        } catch (IOException | UncheckedIOException unreadable) {
            throw Problem.failed(path + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String field(String place, NamedCsvRecord row, String name) {
        return row.findField(name)
                .orElseThrow(() ->
                        Problem.usage(place + ": no " + name + " (expected: the header product,quantity,unit_price)"));
    }

    private CheckoutLine line(String place, String product, String category, String quantity, String price) {
        try {
            return CheckoutLine.newBuilder()
                    .setProduct(product)
                    .setCategory(category)
                    .setQuantity(Long.parseLong(quantity))
                    .setUnitPrice(money(new BigDecimal(price)))
                    .build();
        } catch (ArithmeticException | NumberFormatException notANumber) {
            throw Problem.usage(place + ": quantity " + quantity + ", price " + price
                    + " (expected: whole and decimal numbers, such as 2 and 4.95)");
        }
    }

    private Money money(BigDecimal price) {
        long units = price.longValue();
        return Money.newBuilder()
                .setCurrencyCode(currency)
                .setUnits(units)
                .setNanos(price.subtract(BigDecimal.valueOf(units))
                        .movePointRight(NANO_DIGITS)
                        .intValueExact())
                .build();
    }
}
