package dev.giveback.loyalty.program;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a list goes on, as text that callers need not understand: the last id of the page before. */
final class PageToken {
    private PageToken() {}

    static String after(String lastId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastId.getBytes(StandardCharsets.UTF_8));
    }

    /** The last id of the page before; the empty id for the first page; nothing if this is no token of ours. */
    static Optional<String> lastId(String token) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
