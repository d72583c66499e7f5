package dev.giveback.feedback.grpc;

import dev.giveback.feedback.directory.PageKey;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where pages of the read model go on, as text that callers need not understand. A token that is none of ours is refused by name. */
final class PageKeys {
    private static final Pattern KEY = Pattern.compile("([0-9]{1,18}):([A-Za-z0-9._~-]{1,64}):([a-z2-7]{16})");

    private PageKeys() {}

    /** Where the page before ended; {@code first} without a token. */
    static PageKey read(String token, PageKey first) {
        if (token.isEmpty()) {
            return first;
        }
        Matcher matcher = KEY.matcher(Checks.lastId(token));
        if (!matcher.matches()) {
            throw Checks.pageToken();
        }
        return new PageKey(Long.parseLong(matcher.group(1)), matcher.group(2), matcher.group(3));
    }

    /** The token of the next page; empty on the last. One more than the page holds was read, to know whether there is one. */
    static <E> String next(List<E> read, int size, Function<E, PageKey> key) {
        if (read.size() <= size) {
            return "";
        }
        PageKey last = key.apply(read.get(size - 1));
        return Checks.pageTokenAfter(last.millis() + ":" + last.customer() + ':' + last.contactId());
    }
}
