package dev.giveback.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AgreementTest {
    @Test
    void theSameFiguresAgreeAndACustomerWithoutAnythingNeedNotBeKnown() {
        AuditFigures audit = figures(Map.of("a", new CustomerFigures(2, 10, 3, 0, 7), "b", CustomerFigures.NONE));

        Agreement agreement = Agreement.between(
                audit, new TreeMap<>(Map.of("a", new CustomerFigures(2, 10, 3, 0, 7))), new TreeMap<>());

        assertThat(agreement.agrees()).isTrue();
        assertThat(agreement.differences()).isEmpty();
    }

    @Test
    void differencesThatCancelOutInTotalAreFound() {
        AuditFigures audit =
                figures(Map.of("a", new CustomerFigures(1, 10, 0, 0, 10), "b", new CustomerFigures(1, 5, 0, 0, 5)));

        Agreement agreement = Agreement.between(
                audit,
                new TreeMap<>(Map.of("a", new CustomerFigures(1, 9, 0, 0, 9), "b", new CustomerFigures(1, 6, 0, 0, 6))),
                new TreeMap<>());

        assertThat(agreement.actual()).isEqualTo(agreement.expected());
        assertThat(agreement.agrees()).isFalse();
        assertThat(agreement.differing()).isEqualTo(2);
    }

    @Test
    void onlyTheFirstTenDifferencesAreKept() {
        SortedMap<String, CustomerFigures> customers = IntStream.range(100, 125)
                .boxed()
                .collect(Collectors.toMap(
                        index -> "c" + index,
                        index -> new CustomerFigures(1, 10, 0, 0, 10),
                        (one, other) -> one,
                        TreeMap::new));

        Agreement agreement = Agreement.between(figures(customers), new TreeMap<>(), new TreeMap<>());

        assertThat(agreement.differing()).isEqualTo(25);
        assertThat(agreement.differences()).hasSize(10).first().satisfies(difference -> {
            assertThat(difference.customer()).isEqualTo("c100");
            assertThat(difference.actual()).isEqualTo(CustomerFigures.NONE);
        });
    }

    @Test
    void moreOrdersThanTheseDaysHaveIsSaidPlainly() {
        Agreement agreement = Agreement.between(
                figures(Map.of("a", new CustomerFigures(1, 10, 0, 0, 10))),
                new TreeMap<>(Map.of("a", new CustomerFigures(3, 30, 0, 0, 30))),
                new TreeMap<>());

        assertThat(agreement.agrees()).isFalse();
        assertThat(agreement.verdict()).contains("more orders than these days have (3 instead of 1)");
    }

    @Test
    void aCampaignWithAnotherFigureDoesNotAgreeNorDoesAFinding() {
        var expected = new TreeMap<>(Map.of("thanks", new CampaignFigures(2, 300)));
        AuditFigures audit = new AuditFigures(0, 0, new TreeMap<>(), expected, List.of());

        assertThat(Agreement.between(audit, new TreeMap<>(), expected).agrees()).isTrue();
        assertThat(Agreement.between(audit, new TreeMap<>(), new TreeMap<>()).agrees())
                .isFalse();
        assertThat(Agreement.between(
                                new AuditFigures(0, 0, new TreeMap<>(), expected, List.of("a finding")),
                                new TreeMap<>(),
                                expected)
                        .agrees())
                .isFalse();
    }

    private static AuditFigures figures(Map<String, CustomerFigures> customers) {
        return new AuditFigures(0, 0, new TreeMap<>(customers), new TreeMap<>(), List.of());
    }
}
