package dev.giveback.torture.fuzz;

import dev.giveback.standalone.catalogue.ProductFile;
import dev.giveback.standalone.console.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A file of products as CSV; what begins with the magic of gzip is read as a zipped one. */
final class ProductsTarget implements Target {
    private static final List<String> VALUES = List.of(
            "p1",
            "Tea",
            "\"a, \"\"b\"\"\"",
            "\"",
            "1.99",
            "-1",
            "1e400",
            "9".repeat(60),
            "yes",
            "no",
            "",
            "a|b",
            "\u0000",
            "\n");

    private final Path folder;

    ProductsTarget(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "products-csv";
    }

    @Override
    public byte[] sample(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\ufeff" : "");
        text.append("product,display_name,category,price,tags,available\n");
        for (int row = 0; row < random.nextInt(6); row++) {
            for (int column = 0; column < 6; column++) {
                text.append(column == 0 ? "" : ",").append(VALUES.get(random.nextInt(VALUES.size())));
            }
            text.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? zipped(plain) : plain;
    }

    private static byte[] zipped(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void read(byte[] input) throws IOException {
        boolean isZipped = input.length > 1 && input[0] == 0x1f && input[1] == (byte) 0x8b;
        Path file = folder.resolve(isZipped ? "products.csv.gz" : "products.csv");
        Files.write(file, input);
        try {
            var unused = new ProductFile(file).check("GBP").lines("products.csv");
        } catch (Problem refused) {
            // As it should be.
        }
    }
}
