package dev.giveback.standalone.replay;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.giveback.standalone.console.Problem;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Groups rows to invoices. The lines of an invoice may stand between another's of the same minute, and a few invoices have two
 * times, of which the first one counts.
 */
final class InvoiceReader {
    static final List<String> COLUMNS =
            List.of("invoice", "invoice_date", "customer_id", "stock_code", "quantity", "unit_price");

    private static final long MAX_QUANTITY = 1_000_000_000L;
    private static final int MAX_LINES = 1000;
    private static final String ID = "[A-Za-z0-9._~-]{1,64}";

    private final String file;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    /** The same few thousand codes stand on most lines; each is kept once. */
    private final Map<String, String> texts = new HashMap<>();

    private record Draft(LocalDateTime time, String customer, List<InvoiceLine> lines) {}

    InvoiceReader(String file) {
        this.file = file;
    }

    /** Takes the next row. */
    void accept(NamedCsvRecord row) {
        String number = matching(row, "invoice", "[!-~]{1,64}");
        LocalDateTime time = time(row);
        String customer = matching(row, "customer_id", ID);
        InvoiceLine line = new InvoiceLine(
                matching(row, "stock_code", ".{1,64}"), quantity(row, Invoice.isReturn(number)), price(row));
        Draft draft = drafts.computeIfAbsent(number, absent -> new Draft(time, customer, new ArrayList<>()));
        if (!draft.customer().equals(customer)) {
            throw malformed(row, "customer_id", "customer " + draft.customer() + " as on the invoice's lines before");
        }
        if (draft.lines().size() == MAX_LINES) {
            throw malformed(row, "invoice", "at most " + MAX_LINES + " lines an invoice");
        }
        draft.lines().add(line);
    }

    /** The invoices by time; those of one minute in the order of their first lines. */
    List<Invoice> invoices() {
        List<Invoice> invoices = new ArrayList<>(drafts.size());
        drafts.forEach(
                (number, draft) -> invoices.add(new Invoice(number, draft.time(), draft.customer(), draft.lines())));
        invoices.sort(java.util.Comparator.comparing(Invoice::time));
        return invoices;
    }

    private LocalDateTime time(NamedCsvRecord row) {
        return parse(row, "invoice_date", "a local time such as 2009-12-01T07:45", LocalDateTime::parse);
    }

    private long quantity(NamedCsvRecord row, boolean isReturn) {
        String expected = isReturn ? "a whole number below 0 on a return" : "a whole number, 1 or more, on a sale";
        long quantity = parse(row, "quantity", expected, Long::parseLong);
        long size = isReturn ? -quantity : quantity;
        if (size < 1 || size > MAX_QUANTITY) {
            throw malformed(row, "quantity", expected);
        }
        return size;
    }

    private long price(NamedCsvRecord row) {
        String expected = "a price, zero or more, with at most two decimals";
        long minor = parse(
                row,
                "unit_price",
                expected,
                text -> new BigDecimal(text).movePointRight(2).longValueExact());
        if (minor < 0) {
            throw malformed(row, "unit_price", expected);
        }
        return minor;
    }

    private <T> T parse(NamedCsvRecord row, String column, String expected, Function<String, T> parser) {
        try {
            return parser.apply(row.getField(column));
        } catch (ArithmeticException | IllegalArgumentException | DateTimeParseException unreadable) {
            throw malformed(row, column, expected);
        }
    }

    private String matching(NamedCsvRecord row, String column, String pattern) {
        String text = row.getField(column);
        String known = texts.get(text);
        if (known != null) {
            return known;
        }
        if (!text.matches(pattern)) {
            throw malformed(row, column, "a text of the form " + pattern);
        }
        texts.put(text, text);
        return text;
    }

    private Problem malformed(NamedCsvRecord row, String column, String expected) {
        return Problem.failed(file + " line " + row.getStartingLineNumber() + ", column " + column + ": \""
                + row.getField(column) + "\" (expected: " + expected + ")");
    }
}
