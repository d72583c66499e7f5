package dev.giveback.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.replay.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetailAuditTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSmallFileComesToWhatAPersonReckons() throws IOException {
        // Invoice 1: 3 × 1.10 + 2 × 2.20 + 1 × 0.29 = 7.99, so 7 points. Exact shares 2.891, 3.855, 0.254: floors 2, 3,
        // 0; the two
        // missing points go to the largest remainders, lines 1 and 2: shares 3, 4, 0.
        // C2 returns 2 of P: floor(3 × 2 / 3) = 2. C3 returns 1 of Q and 4 of R, of which 1 was bought: floor(4 × 1 /
        // 2) = 2 and 0.
        // Invoice 4: 1 × 5.50 earns 5. C5 returns 2 of P: the newest first, 5 points, then the last one of invoice 1: 3
        // - 2 = 1.
        Path file = write(
                "1,2010-01-02T09:00,a,P,3,1.1",
                "1,2010-01-02T09:00,a,Q,2,2.2",
                "1,2010-01-02T09:00,a,R,1,0.29",
                "C2,2010-01-02T10:00,a,P,-2,1.1",
                "C3,2010-01-03T09:00,a,Q,-1,2.2",
                "C3,2010-01-03T09:00,a,R,-4,0.29",
                "4,2010-01-03T10:00,a,P,1,5.5",
                "C5,2010-01-04T10:00,a,P,-2,1.1",
                "C6,2010-01-04T10:00,b,P,-2,1.1");

        AuditFigures all = RetailAudit.of(file, 0, Optional.empty());

        assertThat(all.invoices()).isEqualTo(6);
        assertThat(all.saleInvoices()).isEqualTo(2);
        assertThat(all.customers())
                .containsEntry("a", new CustomerFigures(2, 12, 10, 0, 2))
                .containsEntry("b", CustomerFigures.NONE);
        assertThat(RetailAudit.of(file, 1, Optional.empty()).total()).isEqualTo(new CustomerFigures(1, 7, 2, 0, 5));
        assertThat(RetailAudit.of(file, 2, Optional.empty()).total()).isEqualTo(new CustomerFigures(2, 12, 4, 0, 8));
    }

    @Test
    void aTieOfRemaindersGoesToTheEarlierLine() throws IOException {
        // 1.50 + 1.50 = 3.00: exact shares 1.5 and 1.5; the third point is the first line's.
        Path file =
                write("1,2010-01-02T09:00,a,P,1,1.5", "1,2010-01-02T09:00,a,Q,1,1.5", "C2,2010-01-02T10:00,a,P,-1,1.5");

        assertThat(RetailAudit.of(file, 0, Optional.empty()).total()).isEqualTo(new CustomerFigures(1, 3, 2, 0, 1));
    }

    @Test
    void anInvoiceForNothingEarnsNothing() throws IOException {
        Path file = write("1,2010-01-02T09:00,a,P,7,0", "C2,2010-01-02T10:00,a,P,-1,0");

        assertThat(RetailAudit.of(file, 0, Optional.empty()).total()).isEqualTo(new CustomerFigures(1, 0, 0, 0, 0));
    }

    @Test
    void theShippedFileComesToTheKnownFigures() {
        AuditFigures figures = RetailAudit.of(RealData.folder().resolve("lines.csv.gz"), 0, Optional.empty());

        assertThat(figures.invoices()).isEqualTo(40_448);
        assertThat(figures.saleInvoices()).isEqualTo(33_622);
        assertThat(figures.customers()).hasSize(5_699);
        // Earned is given with the data; taken back was reckoned by another program in another language.
        assertThat(figures.total()).isEqualTo(new CustomerFigures(33_622, 15_679_567, 536_995, 0, 15_142_572));
    }

    @Test
    void rewardAndCodeMakeASaleCheaperAndItEarnsOnWhatIsPaid() throws IOException {
        // Sale 1: 1,050.00 is the first large one, so it types nothing; 1,050 points, 1,000 of them buy a reward: 50
        // left.
        // Sale 2: 12.00 is small: nothing is shown; 12 points, 62.
        // Sale 3: 20.00 + 10.05 = 30.05 is the second large one. The reward takes 10.00: of the lines exactly 6.655…
        // and
        // 3.344…, so 6.66 and 3.34; 13.34 and 6.71 are left. The code takes floor(20.05 × 0.1) = 2.00: exactly 1.330…
        // and
        // 0.669…, so 1.33 and 0.67; 12.01 and 6.04 are left. 18.05 earns 18: exactly 11.97… and 6.02…, so 12 and 6.
        // C4 returns both of Q, 6 points: 74 left.
        Path file = write(
                "1,2010-01-02T09:00,a,P,1,1050",
                "2,2010-01-02T10:00,a,P,1,12",
                "3,2010-01-02T11:00,a,P,2,10",
                "3,2010-01-02T11:00,a,Q,3,3.35",
                "C4,2010-01-02T12:00,a,Q,-3,3.35");

        AuditFigures figures = RetailAudit.of(file, 0, Optional.of(new CampaignAnswers(Set.of("3"), 0, 0, 3)));

        assertThat(figures.total()).isEqualTo(new CustomerFigures(3, 1_080, 6, 1_000, 74));
        assertThat(figures.campaigns())
                .containsEntry(CampaignAudit.CODE, new CampaignFigures(1, 200))
                .containsEntry(CampaignAudit.REWARD, new CampaignFigures(1, 1_000))
                .hasSize(2);
        assertThat(figures.findings()).isEmpty();
    }

    @Test
    void aReturnTakesNoMoreThanIsLeftAfterPointsWereSpent() throws IOException {
        Path file = write("1,2010-01-02T09:00,a,P,1,1050", "C2,2010-01-02T12:00,a,P,-1,1050");

        AuditFigures figures = RetailAudit.of(file, 0, Optional.of(new CampaignAnswers(Set.of(), 0, 0, 1)));

        assertThat(figures.total()).isEqualTo(new CustomerFigures(1, 1_050, 50, 1_000, 0));
    }

    @Test
    void aCodeThatWasNotTypedOrIsRefusedTooEarlyIsFound() throws IOException {
        Path file = write("1,2010-01-02T09:00,a,P,1,20", "2,2010-01-02T10:00,a,P,1,20", "3,2010-01-02T10:00,a,P,1,20");

        assertThat(findings(file, new CampaignAnswers(Set.of("2"), 0, 0, 3))).isEmpty();
        assertThat(findings(file, new CampaignAnswers(Set.of("1"), 0, 0, 3)))
                .contains("invoice 1 used the code and did not type it");
        assertThat(findings(file, new CampaignAnswers(Set.of(), 1, 0, 3)))
                .containsExactly("1 invoices were refused the code when only 0 used it");
        assertThat(findings(file, new CampaignAnswers(Set.of(), 0, 0, 3)))
                .containsExactly("1 invoices typed the code; 0 used it, 0 were refused, of 0 nobody knows"
                        + " (expected: no others)");
    }

    @Test
    void anOrderThatTheSurpriseWasNotDrawnForIsFound() throws IOException {
        Path file = write("1,2010-01-02T09:00,a,P,1,5", "2,2010-01-02T10:00,a,P,1,5");

        assertThat(findings(file, new CampaignAnswers(Set.of(), 0, 0, 1)))
                .containsExactly("the surprise was drawn for 1 orders (expected: each of 2)");
    }

    @Test
    void moreUsesThanTheLimitAreFound() throws IOException {
        Set<String> used = new HashSet<>();
        String[] rows = new String[1_002];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i + ",2010-01-02T09:00,a,P,1,20";
            if (i % 2 == 1) {
                used.add("" + i);
            }
        }

        assertThat(findings(write(rows), new CampaignAnswers(used, 0, 0, 1_002)))
                .containsExactly("501 invoices used the code (expected: at most 500)");
    }

    private static List<String> findings(Path file, CampaignAnswers answers) {
        return RetailAudit.of(file, 0, Optional.of(answers)).findings();
    }

    @Test
    void whatItCannotReadItSays() throws IOException {
        Path file = write("1,2010-01-02T09:00,a,P,many,1.5");

        assertThatThrownBy(() -> RetailAudit.of(file, 0, Optional.empty()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the audit cannot read lines.csv");
    }

    private Path write(String... rows) throws IOException {
        return Files.writeString(
                folder.resolve("lines.csv"),
                "invoice,invoice_date,customer_id,stock_code,quantity,unit_price\n" + String.join("\n", rows) + "\n");
    }
}
