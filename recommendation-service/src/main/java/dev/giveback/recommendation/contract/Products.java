package dev.giveback.recommendation.contract;

import dev.giveback.platform.contract.MoneyMapper;
import dev.giveback.recommendation.domain.Product;
import java.util.Currency;

/** Products of one program in the words of the contract. */
public final class Products {
    private final String prefix;
    private final String currencyCode;

    /** Those of a program, with prices in its currency. */
    public Products(String program, String currencyCode) {
        this.prefix = "programs/" + program + "/products/";
        this.currencyCode = currencyCode;
    }

    /** The resource name of a product. */
    public String name(String id) {
        return prefix + id;
    }

    /** A product as the contract has it; a price that is not known is left out. */
    public dev.giveback.recommendation.v1.Product published(Product product) {
        dev.giveback.recommendation.v1.Product.Builder published = dev.giveback.recommendation.v1.Product.newBuilder()
                .setName(name(product.id()))
                .setDisplayName(product.displayName())
                .setCategory(product.category())
                .addAllTags(product.tags())
                .setAvailable(product.available());
        if (product.priceMinor() > 0) {
            published.setPrice(MoneyMapper.toMoney(product.priceMinor(), Currency.getInstance(currencyCode)));
        }
        return published.build();
    }
}
