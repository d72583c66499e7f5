package dev.giveback.loyalty.contract;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What all lists have in common: how long a page is, and where the next one begins. */
public final class Pages {
    private static final int DEFAULT_SIZE = 50;

    private Pages() {}

    /** The size that was asked for, which the contract has limited; 50 if none was. */
    public static int size(int asked) {
        return asked == 0 ? DEFAULT_SIZE : asked;
    }

    /** A token that callers need not understand, for what ended a page. */
    public static String tokenAfter(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** What ended the page before; the empty text for the first page; nothing if this is no token of ours. */
    public static Optional<String> last(String token) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
