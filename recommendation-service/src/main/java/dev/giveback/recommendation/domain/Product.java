package dev.giveback.recommendation.domain;

import java.util.List;

/**
 * A product as the catalogue tells of it.
 *
 * @param id the catalogue's key
 * @param category one, or empty
 * @param words what tells of it beside the category: tags, or the words of its description
 * @param priceMinor in minor units, 0 if unknown
 * @param available whether it can be bought now
 */
public record Product(String id, String category, List<String> words, long priceMinor, boolean available) {
    /** More words of a product than this are left out. */
    public static final int MAX_WORDS = 16;

    public Product {
        if (priceMinor < 0) {
            throw new IllegalArgumentException("priceMinor: " + priceMinor + " (expected: >= 0)");
        }
        words = words.stream().distinct().limit(MAX_WORDS).toList();
    }
}
