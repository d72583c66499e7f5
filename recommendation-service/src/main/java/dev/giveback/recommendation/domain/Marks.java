package dev.giveback.recommendation.domain;

/** A set of numbers that is emptied at once. Its memory follows the largest number, 4 bytes each. For one thread. */
final class Marks {
    private int[] marks = new int[0];
    private int now;
    private int size;

    /** Empties it, and makes room for numbers below that. */
    void clear(int below) {
        size = 0;
        if (marks.length < below || now == Integer.MAX_VALUE) {
            marks = new int[below + below / 2];
            now = 0;
        }
        now++;
    }

    /** Adds a number, if there is room for it; whether it is new. */
    boolean add(int number) {
        if (number >= marks.length || marks[number] == now) {
            return false;
        }
        marks[number] = now;
        size++;
        return true;
    }

    boolean holds(int number) {
        return number < marks.length && marks[number] == now;
    }

    int size() {
        return size;
    }
}
