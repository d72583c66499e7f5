package dev.giveback.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads page after page until there are enough, or no more.
 *
 * @param rows at most as many as were asked for
 * @param more whether there are more of them
 */
record Pages<R>(List<R> rows, boolean more) {
    /** What a page holds, and the token of the next one; empty on the last. */
    record Page<R>(List<R> rows, String nextToken) {}

    /** Asks for a page by the token of the one before, which is empty for the first. */
    static <R> Pages<R> read(int limit, Function<String, Page<R>> question) {
        List<R> rows = new ArrayList<>();
        String token = "";
        do {
            Page<R> page = question.apply(token);
            rows.addAll(page.rows());
            token = page.nextToken();
        } while (!token.isEmpty() && rows.size() < limit);
        boolean more = !token.isEmpty() || rows.size() > limit;
        return new Pages<>(List.copyOf(rows.subList(0, Math.min(limit, rows.size()))), more);
    }
}
