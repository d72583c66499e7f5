package dev.giveback.loyalty.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A free text as it is stored: what is sealed, as a text that nothing but this reads. */
final class SealedText {
    /** What the text belongs to, for the cipher. */
    static final String FIELD = "text";

    private static final String PREFIX = "sealed:";

    private SealedText() {}

    static String of(String plain, DataKey key) {
        byte[] sealed = key.seal(plain.getBytes(StandardCharsets.UTF_8), FIELD);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** What is sealed in a text; null if it is a plain one. */
    static byte @Nullable [] bytes(String text) {
        if (!text.startsWith(PREFIX)) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            return DataKey.isSealed(bytes) ? bytes : null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }
}
