package dev.giveback.recommendation.live;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All programs that this node knows. Any thread may ask. */
public final class Shops {
    private final Map<String, LiveShop> byProgram = new ConcurrentHashMap<>();
    private volatile boolean ready;

    /** Whether the journal was read to its end once; before that, answers would be of an unknown past. */
    public boolean isReady() {
        return ready;
    }

    /** From now on it is. */
    public void setReady() {
        ready = true;
    }

    /** Everything is forgotten, because the journal is another one. */
    void startOver() {
        ready = false;
        byProgram.clear();
    }

    /** Forgets programs but these. */
    void keep(Set<String> programs) {
        byProgram.keySet().retainAll(programs);
    }

    /** The program of this id, if there is one. */
    public Optional<LiveShop> find(String program) {
        return Optional.ofNullable(byProgram.get(program));
    }

    /** Adds a program, or puts another state in place of it. */
    public void put(LiveShop shop) {
        byProgram.put(shop.program(), shop);
    }
}
