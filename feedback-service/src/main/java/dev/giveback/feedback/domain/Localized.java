package dev.giveback.feedback.domain;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The same text in several languages.
 *
 * @param texts by BCP 47 tag; empty for a text that was not given
 */
public record Localized(Map<String, String> texts) {
    /** A text that was not given. */
    public static final Localized NONE = new Localized(Map.of());

    public Localized {
        texts = Map.copyOf(texts);
    }

    /** Whether it was given. */
    public boolean isGiven() {
        return !texts.isEmpty();
    }

    /** The text in a language, or in the default one; empty when it was not given. */
    public String in(String language, String defaultLanguage) {
        return texts.getOrDefault(choose(language, texts.keySet(), defaultLanguage), "");
    }

    /** The languages it is there in. */
    public Set<String> languages() {
        return texts.keySet();
    }

    /**
     * The language of those that are there which fits the wanted one: the same tag, else its language alone ({@code de} for {@code de-AT}),
     * else another variant of it ({@code pt-BR} for {@code pt}), else the default.
     */
    public static String choose(String wanted, Collection<String> there, String defaultLanguage) {
        return there.stream()
                .filter(tag -> tag.equalsIgnoreCase(wanted))
                .findFirst()
                .or(() -> there.stream()
                        .filter(tag -> !wanted.isEmpty() && primary(tag).equals(primary(wanted)))
                        .min((one, other) -> one.length() == other.length()
                                ? one.compareTo(other)
                                : Integer.compare(one.length(), other.length())))
                .orElse(defaultLanguage);
    }

    private static String primary(String tag) {
        int dash = tag.indexOf('-');
        return (dash < 0 ? tag : tag.substring(0, dash)).toLowerCase(Locale.ROOT);
    }
}
