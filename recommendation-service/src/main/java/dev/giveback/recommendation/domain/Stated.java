package dev.giveback.recommendation.domain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What one customer said. Compared by identity.
 *
 * @param preferred numbers of categories, the dearest first, each once
 * @param avoided numbers of categories, each once
 * @param objections bits, as {@link #bit} has them
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity, on purpose.
record Stated(int[] preferred, int[] avoided, int objections) {
    static final Stated NOTHING = new Stated(new int[0], new int[0], 0);

    /** Categories of a kind that a merge leaves: those that loyalty-service keeps. */
    static final int MOST_CATEGORIES = 50;

    static int bits(Set<Objection> objections) {
        return objections.stream().mapToInt(Stated::bit).sum();
    }

    /** As snapshots have it. */
    private static int bit(Objection objection) {
        return switch (objection) {
            case PERSONAL_RECOMMENDATIONS -> 1;
            case LEARNING_FROM_PURCHASES -> 2;
        };
    }

    boolean saysAnything() {
        return preferred.length + avoided.length > 0 || objections != 0;
    }

    boolean objectsTo(Objection objection) {
        return (objections & bit(objection)) != 0;
    }

    Set<Objection> all() {
        Set<Objection> all = EnumSet.noneOf(Objection.class);
        for (Objection one : Objection.values()) {
            if (objectsTo(one)) {
                all.add(one);
            }
        }
        return all;
    }

    /**
     * What two customers said who are one from now on, by loyalty-service's own rule: this one first, then the other where they do not
     * contradict, as far as there is room; and what either objects to.
     */
    Stated or(Stated other) {
        int[] likes = joined(preferred, other.preferred, avoided);
        return new Stated(likes, joined(avoided, other.avoided, likes), objections | other.objections);
    }

    private static int[] joined(int[] own, int[] others, int[] but) {
        IntStream more = Arrays.stream(others).filter(one -> Arrays.stream(but).noneMatch(barred -> barred == one));
        return IntStream.concat(Arrays.stream(own), more)
                .distinct()
                .limit(Math.max(own.length, MOST_CATEGORIES))
                .toArray();
    }

    void write(DataOutputStream out) throws IOException {
        Snapshots.numbers(preferred, preferred.length, out);
        Snapshots.numbers(avoided, avoided.length, out);
        out.writeInt(objections);
    }

    static Stated read(DataInputStream in) throws IOException {
        return new Stated(Snapshots.numbers(in), Snapshots.numbers(in), in.readInt());
    }
}
