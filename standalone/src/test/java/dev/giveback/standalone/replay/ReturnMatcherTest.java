package dev.giveback.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReturnMatcherTest {
    private final ReturnMatcher matcher = new ReturnMatcher();

    @Test
    void theNewestInvoiceIsTakenFirstAndThenTheOneBefore() {
        matcher.bought(invoice("1", "a", line("P", 5)));
        matcher.bought(invoice("2", "a", line("Q", 1), line("P", 3)));

        MatchedReturn matched = matcher.match(invoice("C3", "a", line("P", 4)));

        assertThat(matched.refunds()).containsExactly(Map.entry("2", lines(2, 3)), Map.entry("1", lines(1, 1)));
        assertThat(matched.lines()).containsExactly(new MatchedReturn.Line(true, 4, 0, 100));
    }

    @Test
    void withinAnInvoiceTheLastLineIsTakenFirst() {
        matcher.bought(invoice("1", "a", line("P", 5), line("P", 2)));

        assertThat(matcher.match(invoice("C2", "a", line("P", 3))).refunds())
                .containsExactly(Map.entry("1", new TreeMap<>(Map.of(1, 1L, 2, 2L))));
    }

    @Test
    void twoLinesOfAReturnThatTakeFromOneLineBecomeOneRefundLine() {
        matcher.bought(invoice("1", "a", line("P", 5)));

        assertThat(matcher.match(invoice("C2", "a", line("P", 2), line("P", 1))).refunds())
                .containsExactly(Map.entry("1", lines(1, 3)));
    }

    @Test
    void whatWasTakenIsNotTakenAgain() {
        matcher.bought(invoice("1", "a", line("P", 5)));
        assertThat(matcher.match(invoice("C2", "a", line("P", 4))).refunds())
                .containsExactly(Map.entry("1", lines(1, 4)));

        MatchedReturn second = matcher.match(invoice("C3", "a", line("P", 4)));

        assertThat(second.refunds()).containsExactly(Map.entry("1", lines(1, 1)));
        assertThat(second.lines()).containsExactly(new MatchedReturn.Line(true, 1, 3, 100));
        assertThat(matcher.match(invoice("C4", "a", line("P", 1))).lines())
                .containsExactly(new MatchedReturn.Line(true, 0, 1, 100));
    }

    @Test
    void aReturnBeforeAnyPurchaseOrOfAnotherCustomerMatchesNothing() {
        MatchedReturn before = matcher.match(invoice("C1", "a", line("P", 2)));
        matcher.bought(invoice("2", "a", line("P", 5)));
        MatchedReturn other = matcher.match(invoice("C3", "b", line("P", 2)));

        assertThat(before.refunds()).isEmpty();
        assertThat(before.lines()).containsExactly(new MatchedReturn.Line(false, 0, 2, 100));
        assertThat(other.refunds()).isEmpty();
        assertThat(other.lines()).containsExactly(new MatchedReturn.Line(false, 0, 2, 100));
    }

    @Test
    void theWholeFileMatchesAsCountedByAnotherProgram() {
        List<Invoice> invoices = new RetailFiles(RealData.folder()).invoices();
        List<MatchedReturn.Line> lines = new ArrayList<>();
        int calls = 0;
        for (Invoice invoice : invoices) {
            if (invoice.isReturn()) {
                MatchedReturn matched = matcher.match(invoice);
                lines.addAll(matched.lines());
                calls += matched.refunds().size();
            } else {
                matcher.bought(invoice);
            }
        }

        assertThat(invoices).hasSize(40_448);
        assertThat(lines).hasSize(16_473);
        assertThat(lines).filteredOn(line -> line.unmatched() == 0).hasSize(14_822);
        assertThat(lines).filteredOn(line -> !line.known()).hasSize(1_492);
        assertThat(lines.stream().mapToLong(MatchedReturn.Line::unmatched).sum())
                .isEqualTo(13_783);
        assertThat(lines.stream()
                        .mapToLong(line -> line.unmatched() * line.unitPriceMinor())
                        .sum())
                .isEqualTo(33_455_03);
        assertThat(calls).isEqualTo(7_960);
    }

    private static SortedMap<Integer, Long> lines(int line, long quantity) {
        return new TreeMap<>(Map.of(line, quantity));
    }

    private static Invoice invoice(String number, String customer, InvoiceLine... lines) {
        return new Invoice(number, LocalDateTime.parse("2010-01-02T09:00"), customer, List.of(lines));
    }

    private static InvoiceLine line(String product, long quantity) {
        return new InvoiceLine(product, quantity, 100);
    }
}
