package dev.giveback.standalone.audit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The independent sum over a file of invoices: own reading, own matching, own arithmetic, in the plainest way.
 *
 * <p>An invoice's sale lines earn the whole pounds of their sum. Each line's share is by largest remainder over the lines'
 * amounts, ties to the earlier line. A return takes from the newest earlier invoice of the same customer and product first, the
 * last line first; of a line with share e and quantity q, c returned are worth floor(e × c / q) altogether, but never more than the
 * customer has left.
 *
 * <p>With campaigns, {@link CampaignAudit} says what a sale costs and what its customer buys with points afterwards.
 */
public final class RetailAudit {
    private final Map<String, List<Line>> bought = new HashMap<>();
    private final Map<String, CustomerFigures> customers = new TreeMap<>();
    private final Optional<CampaignAudit> campaigns;
    private long sales;

    private RetailAudit(Optional<CampaignAudit> campaigns) {
        this.campaigns = campaigns;
    }

    /** A line that was bought: its share of the points, and how much of it has come back. */
    private static final class Line {
        private final long quantity;
        private final BigDecimal share;
        private long returned;

        Line(long quantity, BigDecimal share) {
            this.quantity = quantity;
            this.share = share;
        }

        long due() {
            return share.multiply(BigDecimal.valueOf(returned))
                    .divide(BigDecimal.valueOf(quantity), 0, RoundingMode.FLOOR)
                    .longValueExact();
        }
    }

    /**
     * Sums a file.
     *
     * @param file the invoice lines, plain or with {@code .gz}
     * @param days only the invoices of the first so many calendar days of the file; 0 is all
     * @param codes what the service said of the codes that were typed; empty without campaigns
     */
    public static AuditFigures of(Path file, int days, Optional<CampaignAnswers> codes) {
        List<List<AuditRow>> invoices = invoices(AuditReader.read(file), days);
        RetailAudit audit = new RetailAudit(codes.map(CampaignAudit::new));
        invoices.forEach(audit::add);
        return new AuditFigures(
                invoices.size(),
                audit.sales,
                new TreeMap<>(audit.customers),
                audit.campaigns.map(CampaignAudit::figures).orElseGet(TreeMap::new),
                audit.campaigns.map(CampaignAudit::findings).orElseGet(List::of));
    }

    private static List<List<AuditRow>> invoices(List<AuditRow> rows, int days) {
        Map<String, List<AuditRow>> byNumber = new LinkedHashMap<>();
        rows.forEach(row -> byNumber.computeIfAbsent(row.invoice(), absent -> new ArrayList<>())
                .add(row));
        List<List<AuditRow>> invoices = new ArrayList<>(byNumber.values());
        // Dates of this form sort as text.
        invoices.sort(Comparator.comparing(invoice -> invoice.getFirst().date()));
        if (days == 0 || invoices.isEmpty()) {
            return invoices;
        }
        LocalDate end = LocalDate.parse(invoices.getFirst().getFirst().date().substring(0, 10))
                .plusDays(days);
        return invoices.stream()
                .filter(invoice -> invoice.getFirst().date().compareTo(end.toString()) < 0)
                .toList();
    }

    private void add(List<AuditRow> invoice) {
        String customer = invoice.getFirst().customer();
        if (invoice.getFirst().invoice().startsWith("C")) {
            long left = customers.getOrDefault(customer, CustomerFigures.NONE).balance();
            customers.merge(customer, takenBack(Math.min(left, due(invoice))), CustomerFigures::plus);
            return;
        }
        CustomerFigures after = customers.merge(customer, earn(invoice), CustomerFigures::plus);
        long spent = campaigns.isPresent() ? campaigns.get().spentAfterSale(customer, after.balance()) : 0;
        customers.merge(customer, new CustomerFigures(0, 0, 0, spent, -spent), CustomerFigures::plus);
    }

    private CustomerFigures earn(List<AuditRow> invoice) {
        sales++;
        List<BigDecimal> list = invoice.stream().map(AuditRow::amount).toList();
        AuditRow first = invoice.getFirst();
        List<BigDecimal> paid =
                campaigns.isPresent() ? campaigns.get().paid(first.invoice(), first.customer(), list) : list;
        BigDecimal points = LargestRemainder.sum(paid).setScale(0, RoundingMode.FLOOR);
        List<BigDecimal> shares = LargestRemainder.spread(points, paid);
        for (int index = 0; index < invoice.size(); index++) {
            AuditRow row = invoice.get(index);
            bought.computeIfAbsent(key(row), absent -> new ArrayList<>())
                    .add(new Line(row.quantity(), shares.get(index)));
        }
        return new CustomerFigures(1, points.longValueExact(), 0, 0, points.longValueExact());
    }

    private static CustomerFigures takenBack(long points) {
        return new CustomerFigures(0, 0, points, 0, -points);
    }

    private long due(List<AuditRow> invoice) {
        long points = 0;
        for (AuditRow row : invoice) {
            long left = -row.quantity();
            List<Line> lines = bought.getOrDefault(key(row), List.of());
            for (int index = lines.size() - 1; index >= 0 && left > 0; index--) {
                Line line = lines.get(index);
                long taken = Math.min(left, line.quantity - line.returned);
                long before = line.due();
                line.returned += taken;
                left -= taken;
                points += line.due() - before;
            }
        }
        return points;
    }

    private static String key(AuditRow row) {
        return row.customer() + " " + row.product();
    }
}
