package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.recommendation.v1.GetProductResponse;
import dev.giveback.recommendation.v1.ImportProductsResponse;
import dev.giveback.recommendation.v1.ListProductsResponse;
import dev.giveback.recommendation.v1.Product;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Products, for people. */
final class CatalogueText {
    private CatalogueText() {}

    static String imported(ImportProductsResponse outcome, String program) {
        return "Imported " + grouped(outcome.getProductCount()) + " products into the program " + program + ": "
                + grouped(outcome.getAddedCount()) + " are new, " + grouped(outcome.getChangedCount()) + " changed, "
                + grouped(outcome.getWithdrawnCount()) + " cannot be bought any more.";
    }

    static List<String> lines(GetProductResponse found) {
        Product product = found.getProduct();
        List<String> lines = new ArrayList<>();
        lines.add("Product " + id(product.getName()));
        lines.add("  name        " + orNone(product.getDisplayName()));
        lines.add("  category    " + orNone(product.getCategory()));
        lines.add("  tags        " + orNone(String.join(", ", product.getTagsList())));
        lines.add("  price       " + price(product, "not known"));
        lines.add("  available   " + yes(product));
        lines.add("  changed     " + Printing.time(found.getUpdateTime(), "never"));
        return lines;
    }

    static List<String> lines(ListProductsResponse products) {
        Table table = new Table(
                Column.text("product"),
                Column.text("name"),
                Column.text("category"),
                Column.number("price"),
                Column.text("available"),
                Column.text("tags"));
        for (Product product : products.getProductsList()) {
            table.row(
                    id(product.getName()),
                    product.getDisplayName(),
                    product.getCategory(),
                    price(product, ""),
                    yes(product),
                    String.join(", ", product.getTagsList()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (!products.getNextPageToken().isEmpty()) {
            lines.add("There are more; --limit takes another number.");
        }
        return lines;
    }

    /** The last part of a resource name. */
    static String id(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String price(Product product, String otherwise) {
        return product.hasPrice() ? Printing.money(product.getPrice()) : otherwise;
    }

    private static String yes(Product product) {
        return product.getAvailable() ? "yes" : "no";
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }
}
