package dev.giveback.recommendation.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A product as the catalogue tells of it.
 *
 * @param id the catalogue's key
 * @param displayName its name for people, or empty
 * @param category one, or empty
 * @param tags what tells of it beside the category
 * @param priceMinor in minor units, 0 if unknown
 * @param available whether it can be bought now
 */
public record Product(
        String id, String displayName, String category, List<String> tags, long priceMinor, boolean available) {
    /** More words of a product than this are left out. */
    public static final int MAX_WORDS = 16;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    public Product {
        if (priceMinor < 0) {
            throw new IllegalArgumentException("priceMinor: " + priceMinor + " (expected: >= 0)");
        }
        tags = List.copyOf(tags);
    }

    /** What tells of it beside the category: its tags, then the words of its name in lower case, each once, the first {@link #MAX_WORDS}. */
    public List<String> words() {
        return Stream.concat(
                        tags.stream(),
                        Arrays.stream(BETWEEN_WORDS.split(displayName.toLowerCase(Locale.ROOT), -1))
                                .filter(word -> !word.isEmpty()))
                .distinct()
                .limit(MAX_WORDS)
                .toList();
    }
}
