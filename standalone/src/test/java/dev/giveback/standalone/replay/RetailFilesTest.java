package dev.giveback.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetailFilesTest {
    private static final String HEADER = "invoice,invoice_date,customer_id,stock_code,quantity,unit_price\n";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void linesOfAnInvoiceMayStandBetweenAnothersAndItsFirstTimeCounts() throws IOException {
        write(
                "1,2010-01-02T09:00,a,P,2,1.5",
                "2,2010-01-02T09:00,b,Q,1,2",
                "1,2010-01-02T09:01,a,\"R,S\",3,0.05",
                "C3,2010-01-02T09:02,a,P,-1,1.5");

        assertThat(new RetailFiles(folder).invoices())
                .containsExactly(
                        new Invoice("1", time("09:00"), "a", List.of(line("P", 2, 150), line("R,S", 3, 5))),
                        new Invoice("2", time("09:00"), "b", List.of(line("Q", 1, 200))),
                        new Invoice("C3", time("09:02"), "a", List.of(line("P", 1, 150))));
    }

    @Test
    void invoicesAreInTheOrderOfTimeEvenIfTheFileIsNot() throws IOException {
        write("2,2010-01-02T10:00,a,P,1,1", "1,2010-01-02T09:00,a,P,1,1");

        assertThat(new RetailFiles(folder).invoices())
                .extracting(Invoice::number)
                .containsExactly("1", "2");
    }

    @Test
    void aZippedFileIsReadAsThePlainOne() throws IOException {
        try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(folder.resolve("lines.csv.gz")))) {
            zip.write((HEADER + "1,2010-01-02T09:00,a,P,2,1.5\n").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(new RetailFiles(folder).invoices()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2010-01-02,a,P,2,1.5             | invoice_date",
                "1,2010-01-02T09:00,a b,P,2,1.5     | customer_id",
                "1,2010-01-02T09:00,a,P,two,1.5     | quantity",
                "1,2010-01-02T09:00,a,P,-2,1.5      | quantity",
                "1,2010-01-02T09:00,a,P,0,1.5       | quantity",
                "C1,2010-01-02T09:00,a,P,2,1.5      | quantity",
                "C1,2010-01-02T09:00,a,P,-9223372036854775808,1 | quantity",
                "1,2010-01-02T09:00,a,P,2,1.555     | unit_price",
                "1,2010-01-02T09:00,a,P,2,-1        | unit_price",
                "1,2010-01-02T09:00,a,P,2,          | unit_price",
                "1,2010-01-02T09:00,a,,2,1          | stock_code",
                "0,2010-01-02T09:00,b,P,1,1         | customer_id",
            })
    void aMalformedRowIsNamedByFileLineAndColumn(String row, String column) throws IOException {
        write("0,2010-01-02T08:00,a,P,1,1", row);

        assertThatThrownBy(new RetailFiles(folder)::invoices)
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("lines.csv line 3, column " + column + ": \"")
                .hasMessageContaining("(expected: ");
    }

    @Test
    void aRowWithAColumnTooFewIsNamedByItsLine() throws IOException {
        write("1,2010-01-02T09:00,a,P,2,1", "2,2010-01-02T09:00,a,P,2");

        assertThatThrownBy(new RetailFiles(folder)::invoices)
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("lines.csv: ")
                .hasMessageContaining("3");
    }

    @Test
    void aFileWithOtherColumnsIsRefused() throws IOException {
        Files.writeString(folder.resolve("lines.csv"), "invoice,date\n1,2010-01-02T09:00\n");

        assertThatThrownBy(new RetailFiles(folder)::invoices)
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("lines.csv line 1: columns [invoice, date] (expected: [invoice, invoice_date,");
    }

    @Test
    void aFolderWithoutLinesIsRefused() {
        assertThatThrownBy(new RetailFiles(folder)::lines)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no lines.csv.gz or lines.csv in " + folder);
    }

    @Test
    void brokenCompressionIsAProblemOfThatFile() throws IOException {
        Files.writeString(folder.resolve("lines.csv.gz"), "not zipped");

        assertThatThrownBy(new RetailFiles(folder)::invoices)
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("lines.csv.gz cannot be read: ");
    }

    @Test
    void categoriesComeFromTheProductsAndMayBeMissing() throws IOException {
        assertThat(new RetailFiles(folder).categories()).isEmpty();

        Files.writeString(folder.resolve("products.csv"), "stock_code,description,category\nP,\"A, B\",TOYS\n");

        assertThat(new RetailFiles(folder).categories()).containsExactlyEntriesOf(java.util.Map.of("P", "TOYS"));
    }

    private void write(String... rows) throws IOException {
        Files.writeString(folder.resolve("lines.csv"), HEADER + String.join("\n", rows) + "\n");
    }

    private static LocalDateTime time(String clock) {
        return LocalDateTime.parse("2010-01-02T" + clock);
    }

    private static InvoiceLine line(String product, long quantity, long unitPriceMinor) {
        return new InvoiceLine(product, quantity, unitPriceMinor);
    }
}
