package dev.giveback.standalone.catalogue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.giveback.recommendation.v1.Product;
import dev.giveback.standalone.console.Problem;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a row of a file tells of a product. Of the names that a column may have, the first one that is there counts; other columns are not read.
 *
 * @param id column of the product's code
 * @param displayName column of its name, or empty
 * @param category column of its category, or empty
 * @param price column of its price, or empty
 * @param tags column of its tags, or empty
 * @param available column of whether it can be bought, or empty
 * @param currencyCode of the prices
 */
record ProductRow(
        String id,
        String displayName,
        String category,
        String price,
        String tags,
        String available,
        String currencyCode) {
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_WORD = 64;
    private static final int MOST_TAGS = 16;
    private static final Set<String> YES = Set.of("true", "yes", "1");
    private static final Set<String> NO = Set.of("false", "no", "0");

    /**
     * By the names of the columns.
     *
     * @throws Problem without a column of codes
     */
    static ProductRow of(String file, List<String> header, String currencyCode) {
        String id = column(header, "product", "stock_code");
        if (id.isEmpty()) {
            throw Problem.failed(file + " line 1: columns " + header + " (expected: product or stock_code, and of"
                    + " display_name or description, category, price or median_price, tags, available what there is)");
        }
        return new ProductRow(
                id,
                column(header, "display_name", "description"),
                column(header, "category"),
                column(header, "price", "median_price"),
                column(header, "tags"),
                column(header, "available"),
                currencyCode);
    }

    private static String column(List<String> header, String... names) {
        return Arrays.stream(names).filter(header::contains).findFirst().orElse("");
    }

    private static String text(NamedCsvRecord row, String column) {
        return column.isEmpty() ? "" : row.getField(column).strip();
    }

    /** What is wrong with the row, all of it in one line; nothing if it can be imported. */
    Optional<String> fault(NamedCsvRecord row) {
        int columns = row.getHeader().size();
        if (row.getFieldCount() != columns) {
            return Optional.of(row.getFieldCount() + " values (expected: " + columns + ", one a column)");
        }
        List<String> faults = List.of(
                        idFault(row),
                        length(displayName, text(row, displayName), LONGEST_NAME),
                        length(category, text(row, category), LONGEST_WORD),
                        priceFault(text(row, price)),
                        tagsFault(tagsOf(row)),
                        availableFault(text(row, available)))
                .stream()
                .filter(fault -> !fault.isEmpty())
                .toList();
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
    }

    private String idFault(NamedCsvRecord row) {
        String code = text(row, id);
        boolean isGood = !code.isEmpty()
                && code.length() <= LONGEST_ID
                && code.chars().noneMatch(each -> each == '/' || Character.isISOControl(each));
        return isGood
                ? ""
                : id + ": \"" + code + "\" (expected: 1 to " + LONGEST_ID
                        + " characters, none of them a slash or a control character)";
    }

    private static String length(String column, String text, int longest) {
        return text.length() <= longest
                ? ""
                : column + ": " + text.length() + " characters (expected: at most " + longest + ")";
    }

    private String priceFault(String text) {
        if (text.isEmpty()) {
            return "";
        }
        try {
            BigDecimal amount = new BigDecimal(text);
            if (amount.signum() >= 0 && amount.compareTo(Prices.HIGHEST) <= 0) {
                return "";
            }
        } catch (NumberFormatException none) {
            // Told as what is out of range is.
        }
        return price + ": \"" + text + "\" (expected: a number from 0 to " + Prices.HIGHEST + ", like 12.50)";
    }

    private String tagsFault(List<String> all) {
        if (all.size() > MOST_TAGS) {
            return tags + ": " + all.size() + " (expected: at most " + MOST_TAGS + ")";
        }
        return all.stream()
                .filter(tag -> tag.length() > LONGEST_WORD)
                .findFirst()
                .map(tag -> length(tags, tag, LONGEST_WORD))
                .orElse("");
    }

    private String availableFault(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return word.isEmpty() || YES.contains(word) || NO.contains(word)
                ? ""
                : available + ": \"" + text + "\" (expected: true or false, yes or no, 1 or 0)";
    }

    /** The product; the row must be without fault. */
    Product product(String program, NamedCsvRecord row) {
        Product.Builder product = Product.newBuilder()
                .setName("programs/" + program + "/products/" + text(row, id))
                .setDisplayName(text(row, displayName))
                .setCategory(text(row, category))
                .addAllTags(tagsOf(row));
        if (!text(row, price).isEmpty()) {
            product.setPrice(Prices.money(new BigDecimal(text(row, price)), currencyCode));
        }
        String word = text(row, available).toLowerCase(Locale.ROOT);
        if (!word.isEmpty()) {
            product.setAvailable(YES.contains(word));
        }
        return product.build();
    }

    /** Tags stand in one column with {@code |} between them; each counts once. */
    private List<String> tagsOf(NamedCsvRecord row) {
        return Arrays.stream(text(row, tags).split("\\|", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
    }
}
