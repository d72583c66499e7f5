package dev.giveback.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.giveback.recommendation.domain.TreeTrainer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol on a shop that is small enough to be worked out on paper. */
final class HandMadeShopTest {
    private static final LocalDate CUT = LocalDate.parse("2024-03-01");
    private static final Offset<Double> DIGITS = within(0.000_001);
    private static final String HEADER = "invoice,invoice_date,customer_id,stock_code,quantity,unit_price\n";
    /** 1 / log2(3), what a hit in the second place is worth. */
    private static final double SECOND = 0.630_929_753_6;

    private static final String LINES = HEADER + """
            1,2023-12-01 10:00:00,anna,FERN,1,2.00
            2,2024-02-20 10:00:00,anna,ROSE,1,2.00
            2,2024-02-20 10:00:00,anna,IVY,1,2.00
            3,2024-02-25 10:00:00,bob,ROSE,2,2.00
            3,2024-02-25 10:00:00,bob,ROSE,3,2.00
            4,2024-02-26 10:00:00,cyn,ROSE,1,2.00
            4,2024-02-26 10:00:00,cyn,MOSS,1,2.00
            C5,2024-02-27 10:00:00,cyn,IVY,-1,2.00
            6,2024-02-28 10:00:00,cyn,IVY,1,0.00
            7,2024-03-02 10:00:00,anna,MOSS,1,2.00
            7,2024-03-02 10:00:00,anna,ROSE,1,2.00
            8,2024-03-03 10:00:00,dan,ROSE,1,2.00
            9,2024-03-28 23:59:00,bob,IVY,1,2.00
            9,2024-03-28 23:59:00,bob,FERN,1,2.00
            9,2024-03-28 23:59:00,bob,PALM,1,2.00
            10,2024-03-29 00:00:00,cyn,ROSE,1,2.00
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("lines.csv"), LINES);
    }

    private Cut cut(String... targets) throws IOException {
        if (targets.length == 0) {
            return Cut.of(ShopFiles.read(folder), CUT, 28);
        }
        Path file = folder.resolve("targets.csv");
        Files.writeString(file, String.join("\n", targets) + "\n");
        return Cut.of(ShopFiles.read(folder), CUT, 28, Optional.of(Targets.read(file)));
    }

    private static Report report(Cut cut) {
        return Evaluation.of(cut, TreeTrainer.NONE, stage -> {}).report();
    }

    private static Report.Row row(Report report, String method) {
        return report.rows().stream()
                .filter(row -> row.method().equals(method))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Within 14 days ROSE was sold three times, IVY and MOSS once. Anna wants ROSE and MOSS, found at 1 and 3; bob wants IVY and FERN, of which
     * IVY is found at 2. New to anna is MOSS, found at 1; new to bob both, of which IVY is found at 1.
     */
    @Test
    void popularityGivesTheFiguresThatAreWorkedOutOnPaper() throws IOException {
        Report report = report(cut());

        assertThat(report.cut()).isEqualTo("2024-03-01");
        assertThat(report.isWholeWindow()).isTrue();
        assertThat(report.customers()).isEqualTo(2);
        assertThat(report.customersWithNew()).isEqualTo(2);
        for (String method : List.of("most popular, 14 days", "popular now")) {
            Report.Figures any = row(report, method).any();
            assertThat(any.ndcg()).isCloseTo((1.5 / (1 + SECOND) + SECOND / (1 + SECOND)) / 2, DIGITS);
            assertThat(any.recall()).isCloseTo(0.75, DIGITS);
            assertThat(any.hit()).isCloseTo(1, DIGITS);
            assertThat(any.mrr()).isCloseTo(0.75, DIGITS);
            assertThat(any.coverage()).isCloseTo(0.75, DIGITS);
            Report.Figures fresh = row(report, method).onlyNew();
            assertThat(fresh.ndcg()).isCloseTo((1 + 1 / (1 + SECOND)) / 2, DIGITS);
            assertThat(fresh.recall()).isCloseTo(0.75, DIGITS);
            assertThat(fresh.hit()).isCloseTo(1, DIGITS);
            assertThat(fresh.mrr()).isCloseTo(1, DIGITS);
            assertThat(fresh.coverage()).isCloseTo(0.5, DIGITS);
        }
    }

    @Test
    void theLastRowIsComparedWithItselfAndIsTheBlendWithoutTrees() throws IOException {
        List<String> stages = new ArrayList<>();
        Report report = Evaluation.of(cut(), TreeTrainer.NONE, stages::add).report();

        assertThat(stages).startsWith("building the model", "learning").contains("asking blend");
        assertThat(report.rows().getLast().method()).isEqualTo("blend");
        assertThat(report.rows().getLast().any().lastLess()).isZero();
        assertThat(report.any().byTrees()).isFalse();
        assertThat(row(report, "popular now").any().lastLess())
                .isCloseTo(
                        report.rows().getLast().any().ndcg()
                                - row(report, "popular now").any().ndcg(),
                        DIGITS);
    }

    @Test
    void theTableIsMarkdownWithEqualWidths() throws IOException {
        List<String> table = report(cut()).lines().stream()
                .filter(line -> line.startsWith("|"))
                .toList();

        assertThat(table)
                .hasSize(11)
                .allMatch(line -> line.length() == table.getFirst().length());
        assertThat(table.getFirst()).contains("all: NDCG", "blend less this");
        assertThat(table.get(1)).matches("[|-]+");
        assertThat(table.get(2)).startsWith("| most popular, 14 days").contains("| 0.6533 ");
    }

    @Test
    void givenTargetsThatAreThoseOfTheLinesChangeNothing() throws IOException {
        Cut given =
                cut("customer_id,stock_code,new_to_customer", "anna,MOSS,1", "anna,ROSE,0", "bob,FERN,1", "bob,IVY,1");

        assertThat(given.wanted()).isEqualTo(cut().wanted());
        assertThat(report(given)).isEqualTo(report(cut()));
    }

    @Test
    void givenTargetsAreTakenInPlaceOfTheLines() throws IOException {
        Report report = report(cut("customer_id,stock_code", "anna,IVY"));

        assertThat(report.customers()).isEqualTo(1);
        assertThat(report.customersWithNew()).isZero();
        assertThat(row(report, "most popular, 14 days").any().ndcg()).isCloseTo(SECOND, DIGITS);
        assertThat(row(report, "most popular, 14 days").any().lastLessHalfWidth())
                .isZero();
        assertThat(row(report, "most popular, 14 days").onlyNew().ndcg()).isZero();
    }

    @Test
    void targetsOfAnotherShopOrCutAreRefusedByTheirLine() {
        assertRefused("targets.csv line 3: the customer dan bought nothing before the cut", "anna,IVY,0", "dan,IVY,1");
        assertRefused("targets.csv line 2: nobody bought the product PALM before the cut", "bob,PALM,1");
        assertRefused("targets.csv line 2: new_to_customer: 1 (expected: 0 by the lines before the cut)", "anna,IVY,1");
    }

    private void assertRefused(String message, String... targets) {
        List<String> lines = new ArrayList<>(List.of("customer_id,stock_code,new_to_customer"));
        lines.addAll(List.of(targets));
        assertThatThrownBy(() -> cut(lines.toArray(String[]::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void anotherShopsCategoriesCount() throws IOException {
        Files.writeString(
                folder.resolve("products.csv"),
                "stock_code,description,category,median_price\nROSE,Red rose,Plants that bite,2.00\nMOSS,Moss,Plants that bite,\n");

        assertThat(row(report(cut()), "preferred categories").any().hit()).isPositive();
    }

    @Test
    void withoutProductsNothingHasACategory() throws IOException {
        assertThat(row(report(cut()), "preferred categories").any().hit()).isZero();
    }

    @Test
    void filesMayBeZipped() throws IOException {
        Cut plain = cut();
        Files.delete(folder.resolve("lines.csv"));
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(folder.resolve("lines.csv.gz")))) {
            zipped.write(LINES.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(cut().wanted()).isEqualTo(plain.wanted());
    }

    @Test
    void aFileThatIsMissingOrBrokenIsSaidSo() throws IOException {
        assertThatThrownBy(() -> ShopFiles.read(folder.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no lines.csv.gz or lines.csv in ");
        assertLines("lines.csv line 1: columns [a, b]", "a,b\n1,2\n");
        assertLines("lines.csv line 3: quantity: \"two\" (expected: a number)", line("1") + line("two"));
        assertLines("lines.csv line 2: quantity: \"1.5\" (expected: a whole number of 32 bits)", line("1.5"));
        assertLines("lines.csv line 2: Text '01/02/2024' could not be parsed", HEADER + "1,01/02/2024,a,P,1,2\n");
        assertLines("lines.csv line 2: customer_id: empty", HEADER + "1,2024-02-01,,P,1,2\n");
        Files.delete(folder.resolve("lines.csv"));
        Files.writeString(folder.resolve("lines.csv.gz"), LINES);
        assertThatThrownBy(() -> ShopFiles.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("lines.csv.gz cannot be read: Not in GZIP format");
    }

    private static String line(String quantity) {
        return (quantity.equals("two") ? "" : HEADER) + "1,2024-02-01,anna,ROSE," + quantity + ",2.00\n";
    }

    private void assertLines(String message, String content) throws IOException {
        Files.writeString(folder.resolve("lines.csv"), content);
        assertThatThrownBy(() -> ShopFiles.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aCutOutsideTheDataIsRefused() throws IOException {
        ShopFiles files = ShopFiles.read(folder);
        for (String day : List.of("2023-12-01", "2024-03-30")) {
            assertThatThrownBy(() -> Cut.of(files, LocalDate.parse(day), 28))
                    .hasMessage(
                            "cut: " + day
                                    + " (expected: after the first day with sales, 2023-12-01, and not after the last, 2024-03-29)");
        }
        assertThat(Cut.of(files, LocalDate.parse("2024-03-29"), 1).isWholeWindow())
                .isTrue();
        assertThat(Cut.of(files, LocalDate.parse("2024-03-29"), 2).isWholeWindow())
                .isFalse();
        assertThat(Cut.of(files, LocalDate.parse("2023-12-02"), 28).wanted()).isEmpty();
    }

    @Test
    void nobodyToAskIsSaidSo() throws IOException {
        Cut cut = Cut.of(ShopFiles.read(folder), LocalDate.parse("2023-12-02"), 28);

        assertThatThrownBy(() -> report(cut))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("targets: none")
                .hasMessageContaining("within 28 days");
    }
}
