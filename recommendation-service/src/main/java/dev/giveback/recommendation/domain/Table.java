package dev.giveback.recommendation.domain;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Cells by number that one thread sets and any thread gets. What a cell holds must be immutable for its readers. */
final class Table<T> {
    private volatile AtomicReferenceArray<@Nullable T> cells = new AtomicReferenceArray<>(16);

    @Nullable
    T get(int index) {
        AtomicReferenceArray<@Nullable T> now = cells;
        return index < now.length() ? now.getAcquire(index) : null;
    }

    T get(int index, T absent) {
        T found = get(index);
        return found == null ? absent : found;
    }

    void set(int index, @Nullable T value) {
        AtomicReferenceArray<@Nullable T> now = cells;
        if (index >= now.length()) {
            AtomicReferenceArray<@Nullable T> larger =
                    new AtomicReferenceArray<>(Math.max(index + 1, now.length() * 3 / 2));
            for (int i = 0; i < now.length(); i++) {
                larger.setPlain(i, now.getPlain(i));
            }
            larger.setPlain(index, value);
            cells = larger;
        } else {
            now.setRelease(index, value);
        }
    }
}
