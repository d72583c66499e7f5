package dev.giveback.access.grpc;

import dev.giveback.access.directory.KeyPlace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where pages go on. */
final class PageTokens {
    private static final int DEFAULT_SIZE = 50;
    private static final Pattern KEY = Pattern.compile("([0-9]{1,18}):([a-z2-7]{12})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private PageTokens() {}

    /** How many are on a page. */
    static int size(int asked) {
        return asked == 0 ? DEFAULT_SIZE : asked;
    }

    static String afterKey(long millis, String id) {
        return encoded(millis + ":" + id);
    }

    static KeyPlace key(String token) {
        if (token.isEmpty()) {
            return KeyPlace.START;
        }
        Matcher matcher = KEY.matcher(decoded(token));
        if (!matcher.matches()) {
            throw wrong();
        }
        return new KeyPlace(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    static String afterNumber(long number) {
        return encoded(String.valueOf(number));
    }

    /** The number that ended the page before; more than any for the first page. */
    static long number(String token) {
        if (token.isEmpty()) {
            return Long.MAX_VALUE;
        }
        String number = decoded(token);
        if (!NUMBER.matcher(number).matches()) {
            throw wrong();
        }
        return Long.parseLong(number);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static RuntimeException wrong() {
        return Checks.refused("page_token", "must be the next_page_token of a page before");
    }
}
