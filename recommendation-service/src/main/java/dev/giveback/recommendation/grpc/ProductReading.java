package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.live.LiveShop;
import java.util.ArrayList;
import java.util.List;

/** Products of a message of an import, checked beyond the contract's own rules. */
final class ProductReading {
    private final LiveShop shop;

    ProductReading(LiveShop shop) {
        this.shop = shop;
    }

    /**
     * All of them.
     *
     * @param field the path of the message's products
     */
    List<Product> read(List<dev.giveback.recommendation.v1.Product> products, String field) {
        List<Product> read = new ArrayList<>(products.size());
        for (int i = 0; i < products.size(); i++) {
            read.add(read(products.get(i), field + "[" + i + "]."));
        }
        return read;
    }

    private Product read(dev.giveback.recommendation.v1.Product product, String path) {
        Checks.Name name = Checks.product(product.getName(), path + "name");
        if (!name.program().equals(shop.program())) {
            throw Checks.refused(path + "name", "must be a product of the program of the import");
        }
        for (int i = 0; i < product.getTagsCount(); i++) {
            Checks.text(product.getTags(i), path + "tags[" + i + "]");
        }
        return new Product(
                name.id(),
                Checks.text(product.getDisplayName(), path + "display_name"),
                Checks.text(product.getCategory(), path + "category"),
                product.getTagsList(),
                product.hasPrice() ? Filters.price(product.getPrice(), shop, path + "price") : 0,
                !product.hasAvailable() || product.getAvailable());
    }
}
