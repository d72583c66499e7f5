package dev.giveback.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.replay.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

        AuditFigures all = RetailAudit.of(file, 0);

        assertThat(all.invoices()).isEqualTo(6);
        assertThat(all.saleInvoices()).isEqualTo(2);
        assertThat(all.customers())
                .containsEntry("a", new CustomerFigures(2, 12, 10, 2))
                .containsEntry("b", CustomerFigures.NONE);
        assertThat(RetailAudit.of(file, 1).total()).isEqualTo(new CustomerFigures(1, 7, 2, 5));
        assertThat(RetailAudit.of(file, 2).total()).isEqualTo(new CustomerFigures(2, 12, 4, 8));
    }

    @Test
    void aTieOfRemaindersGoesToTheEarlierLine() throws IOException {
        // 1.50 + 1.50 = 3.00: exact shares 1.5 and 1.5; the third point is the first line's.
        Path file =
                write("1,2010-01-02T09:00,a,P,1,1.5", "1,2010-01-02T09:00,a,Q,1,1.5", "C2,2010-01-02T10:00,a,P,-1,1.5");

        assertThat(RetailAudit.of(file, 0).total()).isEqualTo(new CustomerFigures(1, 3, 2, 1));
    }

    @Test
    void anInvoiceForNothingEarnsNothing() throws IOException {
        Path file = write("1,2010-01-02T09:00,a,P,7,0", "C2,2010-01-02T10:00,a,P,-1,0");

        assertThat(RetailAudit.of(file, 0).total()).isEqualTo(new CustomerFigures(1, 0, 0, 0));
    }

    @Test
    void theShippedFileComesToTheKnownFigures() {
        AuditFigures figures = RetailAudit.of(RealData.folder().resolve("lines.csv.gz"), 0);

        assertThat(figures.invoices()).isEqualTo(40_448);
        assertThat(figures.saleInvoices()).isEqualTo(33_622);
        assertThat(figures.customers()).hasSize(5_699);
        // Earned is given with the data; taken back was reckoned by another program in another language.
        assertThat(figures.total()).isEqualTo(new CustomerFigures(33_622, 15_679_567, 536_995, 15_142_572));
    }

    @Test
    void whatItCannotReadItSays() throws IOException {
        Path file = write("1,2010-01-02T09:00,a,P,many,1.5");

        assertThatThrownBy(() -> RetailAudit.of(file, 0))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the audit cannot read lines.csv");
    }

    private Path write(String... rows) throws IOException {
        return Files.writeString(
                folder.resolve("lines.csv"),
                "invoice,invoice_date,customer_id,stock_code,quantity,unit_price\n" + String.join("\n", rows) + "\n");
    }
}
