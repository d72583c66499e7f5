package dev.giveback.standalone;

import com.google.type.Money;
import dev.giveback.loyalty.v1.CorrectOrderRequest;
import dev.giveback.loyalty.v1.LineCorrection;
import dev.giveback.standalone.console.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What is to be said of an order instead of what was recorded, as it is typed. */
final class CorrectionOptions {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final int PARTS = 4;

    @Option(names = "--bought", paramLabel = "TIME", defaultValue = "", description = "When it was bought, in UTC.")
    private String bought = "";

    @Option(names = "--quantity", paramLabel = "LINE=N", description = "The quantity of a line.")
    private Map<Integer, Long> quantities = new LinkedHashMap<>();

    @Option(names = "--price", paramLabel = "LINE=AMOUNT", description = "The price of one, such as 1=6.95.")
    private Map<Integer, BigDecimal> prices = new LinkedHashMap<>();

    @Option(names = "--product", paramLabel = "LINE=CODE", description = "The product of a line.")
    private Map<Integer, String> products = new LinkedHashMap<>();

    @Option(names = "--category", paramLabel = "LINE=NAME", description = "The category of a line.")
    private Map<Integer, String> categories = new LinkedHashMap<>();

    @Option(names = "--remove", paramLabel = "LINE", description = "A line that should not be there.")
    private List<Integer> removed = new ArrayList<>();

    @Option(
            names = "--add",
            paramLabel = "QUANTITY,PRICE,PRODUCT[,CATEGORY]",
            description = "A line that was left out.")
    private List<String> added = new ArrayList<>();

    /** Everything but prices, and lines that have one. */
    void checkTo(CorrectOrderRequest.Builder request) {
        if (bought.equals(Moments.NOW)) {
            throw Problem.usage("--bought: \"now\" (expected: a date or a time)");
        }
        if (!bought.isEmpty()) {
            request.setPurchaseTime(Moments.time("--bought", bought));
        }
        for (int line : removed) {
            if (quantities.containsKey(line)) {
                throw Problem.usage("--remove: " + line + " (expected: not together with --quantity of the same line)");
            }
        }
        Map<Integer, LineCorrection.Builder> lines = new TreeMap<>();
        quantities.forEach((line, quantity) -> of(lines, "--quantity", line).setQuantity(quantity));
        removed.forEach(line -> of(lines, "--remove", line).setQuantity(0));
        products.forEach((line, product) -> of(lines, "--product", line).setProduct(product));
        categories.forEach((line, category) -> of(lines, "--category", line).setCategory(category));
        prices.forEach((line, price) -> of(lines, "--price", line).setUnitPrice(money(price, "")));
        lines.values().forEach(request::addLines);
        added.forEach(text -> request.addLines(added(text)));
        if (!request.hasPurchaseTime() && request.getLinesCount() == 0) {
            throw Problem.usage(
                    "what is to be corrected? One of: --bought, --quantity, --price, --product, --category, --remove, --add");
        }
    }

    boolean hasPrices() {
        return !prices.isEmpty() || !added.isEmpty();
    }

    /** Gives each price its currency. */
    void pricesTo(CorrectOrderRequest.Builder request, String currency) {
        request.getLinesBuilderList().stream()
                .filter(LineCorrection.Builder::hasUnitPrice)
                .forEach(line -> line.getUnitPriceBuilder().setCurrencyCode(currency));
    }

    private static LineCorrection.Builder of(Map<Integer, LineCorrection.Builder> lines, String option, int line) {
        if (line < 1) {
            throw Problem.usage(option + ": " + line + " (expected: the number of a line, from 1)");
        }
        return lines.computeIfAbsent(line, number -> LineCorrection.newBuilder().setLine(number));
    }

    private static LineCorrection added(String text) {
        String[] parts = text.split(",", PARTS);
        try {
            if (parts.length >= PARTS - 1) {
                return LineCorrection.newBuilder()
                        .setQuantity(Long.parseLong(parts[0]))
                        .setUnitPrice(money(new BigDecimal(parts[1]), ""))
                        .setProduct(parts[2])
                        .setCategory(parts.length == PARTS ? parts[PARTS - 1] : "")
                        .build();
            }
        } catch (NumberFormatException unreadable) {
            // Said below.
        }
        throw Problem.usage(
                "--add: \"" + text + "\" (expected: QUANTITY,PRICE,PRODUCT[,CATEGORY], such as 4,2.10,22064)");
    }

    private static Money money(BigDecimal amount, String currency) {
        try {
            BigDecimal units = new BigDecimal(amount.toBigInteger());
            return Money.newBuilder()
                    .setCurrencyCode(currency)
                    .setUnits(units.longValueExact())
                    .setNanos(amount.subtract(units).multiply(NANOS).intValueExact())
                    .build();
        } catch (ArithmeticException tooFine) {
            throw Problem.usage("price: " + amount + " (expected: at most 9 decimals and 18 digits)");
        }
    }
}
