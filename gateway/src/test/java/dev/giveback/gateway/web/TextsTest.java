package dev.giveback.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.v1.Reward;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void everyLanguageHasEveryTextAndNoApostropheThatWouldQuote(String language) {
        ResourceBundle texts = bundle(Locale.forLanguageTag(language));
        Set<String> keys = bundle(Locale.ENGLISH).keySet();

        // The language's own keys: what is missing would come from the English file.
        assertThat(keys).isEqualTo(ownKeys(texts));
        assertThat(keys)
                .allSatisfy(key -> assertThat(texts.getString(key)).isNotBlank().doesNotContain("'"));
        assertThat(keys)
                .allSatisfy(key -> assertThat(Texts.of(language).text(key, 3)).doesNotContain("{", "}"));
    }

    @Test
    void pointsAreCountedInTheLanguage() {
        assertThat(Texts.of("en").reward(Reward.newBuilder().setPoints(1).build()))
                .isEqualTo("1 point");
        assertThat(Texts.of("de").reward(Reward.newBuilder().setPoints(12_500).build()))
                .isEqualTo("12.500 Punkte");
        assertThat(Texts.of("en").reward(Reward.getDefaultInstance())).isEmpty();
    }

    @Test
    void aRegionIsItsLanguageAndAnUnknownOneIsEnglish() {
        assertThat(Texts.of("de-AT").language()).isEqualTo("de");
        assertThat(Texts.of("it").language()).isEqualTo("en");
        assertThat(Texts.of("not a tag").language()).isEqualTo("en");
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "dev.giveback.gateway.web.texts", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    private static Set<String> ownKeys(ResourceBundle bundle) {
        return bundle.keySet().stream()
                .filter(key ->
                        !bundle.getString(key).equals(bundle(Locale.ENGLISH).getString(key))
                                || key.equals("reward.points"))
                .collect(java.util.stream.Collectors.toSet());
    }
}
