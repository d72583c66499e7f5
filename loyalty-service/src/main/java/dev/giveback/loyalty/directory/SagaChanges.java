package dev.giveback.loyalty.directory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the events of one customer in one group come to for its sagas. It never leaves its group. */
final class SagaChanges {
    private final Map<Saga, Long> begun = new HashMap<>();
    private final Set<Saga> ended = new HashSet<>();

    /** A saga within its customer. */
    record Saga(SagaKind kind, String id) {}

    void add(SagaStep step, long recordMillis) {
        Saga saga = new Saga(step.kind(), step.id());
        if (step.isFirst()) {
            begun.put(saga, recordMillis);
        } else if (begun.remove(saga) == null) {
            ended.add(saga);
        }
    }

    /** Those that are under way after the group and were not before, or had ended in it, with the time of their first step. */
    Map<Saga, Long> begun() {
        return begun;
    }

    /** Those that were under way before the group and ended in it; they go before those begun. */
    Set<Saga> ended() {
        return ended;
    }
}
