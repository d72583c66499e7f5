package dev.giveback.feedback.grpc;

import java.util.Collection;
import java.util.List;

/** A page of things that are listed by id. */
record PageOfIds(String program, int size, String after) {
    static PageOfIds of(String program, int size, String token) {
        return new PageOfIds(program, Checks.pageSize(size), Checks.lastId(token));
    }

    /** The ids on the page, and the token of the next; empty on the last. */
    record Part(List<String> ids, String nextPageToken) {}

    Part of(Collection<String> all) {
        List<String> rest = all.stream()
                .filter(id -> id.compareTo(after) > 0)
                .sorted()
                .limit(size + 1L)
                .toList();
        return rest.size() <= size
                ? new Part(rest, "")
                : new Part(rest.subList(0, size), Checks.pageTokenAfter(rest.get(size - 1)));
    }
}
