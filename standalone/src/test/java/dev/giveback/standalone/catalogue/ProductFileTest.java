package dev.giveback.standalone.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.type.Money;
import dev.giveback.recommendation.v1.Product;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProductFileTest {
    @TempDir
    private Path folder = Path.of("");

    private ProductFile file(String... lines) throws IOException {
        Path file = folder.resolve("products.csv");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return new ProductFile(file);
    }

    private static List<Product> products(ProductFile file) {
        List<Product> products = new ArrayList<>();
        file.products("shop", "GBP", products::add);
        return products;
    }

    @Test
    void everyColumnIsRead() throws IOException {
        ProductFile file = file(
                "available,tags,price,category,display_name,product,colour",
                "no, round | red|round ,4.255,Lamps,\"Lamp, red\",L1,red",
                ",,,,,L2,");

        assertThat(file.check("GBP")).isEqualTo(new ProductFile.Check(2, 0, List.of()));
        assertThat(products(file))
                .containsExactly(
                        Product.newBuilder()
                                .setName("programs/shop/products/L1")
                                .setDisplayName("Lamp, red")
                                .setCategory("Lamps")
                                .addTags("round")
                                .addTags("red")
                                .setPrice(pounds(4, 260_000_000))
                                .setAvailable(false)
                                .build(),
                        Product.newBuilder()
                                .setName("programs/shop/products/L2")
                                .build());
    }

    @Test
    void theShippedFormIsRead() throws IOException {
        ProductFile file =
                file("stock_code,description,category,median_price,first_sold", "10002,GLOBE,OTHER,0.85,2009-12-01");

        assertThat(products(file))
                .containsExactly(Product.newBuilder()
                        .setName("programs/shop/products/10002")
                        .setDisplayName("GLOBE")
                        .setCategory("OTHER")
                        .setPrice(pounds(0, 850_000_000))
                        .build());
    }

    @Test
    void aZippedFileAndOneWithAByteOrderMarkAreReadToo() throws IOException {
        Path zipped = folder.resolve("products.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("\uFEFFproduct\nL1\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(products(ProductFile.in(folder).orElseThrow())).hasSize(1);
        assertThat(ProductFile.in(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void allThatIsWrongIsNamedByItsLine() throws IOException {
        ProductFile.Check check = file(
                        "product,display_name,category,price,tags,available",
                        "A/B,,,1,,",
                        ",,,1,,",
                        "C,\"two",
                        "lines\",,-1,,maybe",
                        "D," + "x".repeat(201) + "," + "y".repeat(65) + ",cheap,,",
                        "E,,,,1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17,yes",
                        "F,,,," + "z".repeat(65) + ",1",
                        "G,too few",
                        "H,,,1,,true,too many",
                        "I,,,1,,true")
                .check("GBP");

        assertThat(check.products()).isEqualTo(1);
        assertThat(check.faulty()).isEqualTo(8);
        assertThat(check.lines("p.csv"))
                .containsExactly(
                        "p.csv line 2: product: \"A/B\" (expected: 1 to 64 characters, none of them a slash or a control"
                                + " character)",
                        "p.csv line 3: product: \"\" (expected: 1 to 64 characters, none of them a slash or a control"
                                + " character)",
                        "p.csv line 4: price: \"-1\" (expected: a number from 0 to 1000000000000, like 12.50); available:"
                                + " \"maybe\" (expected: true or false, yes or no, 1 or 0)",
                        "p.csv line 6: display_name: 201 characters (expected: at most 200); category: 65 characters"
                                + " (expected: at most 64); price: \"cheap\" (expected: a number from 0 to 1000000000000,"
                                + " like 12.50)",
                        "p.csv line 7: tags: 17 (expected: at most 16)",
                        "p.csv line 8: tags: 65 characters (expected: at most 64)",
                        "p.csv line 9: 2 values (expected: 6, one a column)",
                        "p.csv line 10: 7 values (expected: 6, one a column)");
    }

    @Test
    void ofManyWrongLinesTheFirstAreNamedAndTheOthersCounted() throws IOException {
        List<String> lines = new ArrayList<>(List.of("product"));
        for (int line = 0; line < 1_200; line++) {
            lines.add("a/" + line);
        }
        List<String> told = file(lines.toArray(String[]::new)).check("GBP").lines("p.csv");

        assertThat(told).hasSize(101);
        assertThat(told.getLast()).isEqualTo("and 1,100 more lines");
    }

    @Test
    void aLineIsFoundAgainByItsNumber() throws IOException {
        ProductFile file = file("product,display_name", "A,\"two", "lines\"", "B,");

        assertThat(file.line(0)).isEqualTo(2);
        assertThat(file.line(1)).isEqualTo(4);
        assertThat(file.line(2)).isZero();
    }

    @Test
    void whatIsNoFileOfProductsIsSaidSo() throws IOException {
        ProductFile noCodes = file("name,price", "A,1");
        assertThatThrownBy(() -> noCodes.check("GBP"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("products.csv line 1: columns [name, price] (expected: product or stock_code");
        ProductFile missing = new ProductFile(folder.resolve("none.csv"));
        assertThatThrownBy(() -> missing.check("GBP")).hasMessageEndingWith("cannot be read: there is no such file");
        Files.writeString(folder.resolve("p.csv.gz"), "product\nA\n");
        ProductFile notZipped = new ProductFile(folder.resolve("p.csv.gz"));
        assertThatThrownBy(() -> notZipped.check("GBP")).hasMessageContaining("p.csv.gz cannot be read");
    }

    @Test
    void pricesAreRoundedToTheCurrencysSmallestUnit() {
        assertThat(Prices.money(new BigDecimal("4.245"), "GBP")).isEqualTo(pounds(4, 250_000_000));
        assertThat(Prices.money(new BigDecimal("0.5"), "JPY"))
                .isEqualTo(Money.newBuilder().setCurrencyCode("JPY").setUnits(1).build());
        assertThat(Prices.money(new BigDecimal("1.2345"), "KWD").getNanos()).isEqualTo(235_000_000);
        assertThat(Prices.money(new BigDecimal("1.005"), "XYZ").getNanos()).isEqualTo(10_000_000);
    }

    private static Money pounds(long units, int nanos) {
        return Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(units)
                .setNanos(nanos)
                .build();
    }
}
