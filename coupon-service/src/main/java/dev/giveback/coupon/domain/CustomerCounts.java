package dev.giveback.coupon.domain;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How many places each customer has: an immutable map of 64-bit numbers to small counts, about a dozen bytes a customer.
 *
 * <p>A tree of 16 branches by the highest bits, with sorted leaves of at most 64 customers. A change copies one leaf and the branches
 * above it, which is less than 2 KiB for 10,000,000 customers.
 */
public final class CustomerCounts {
    /** Nobody has any. */
    public static final CustomerCounts NONE = new CustomerCounts(new Leaf(new long[0], new short[0]), 0);

    private static final int LEAF = 64;
    private static final int BITS = 4;
    private static final int FIRST_SHIFT = Long.SIZE - BITS;

    private final Node root;
    private final int size;

    private CustomerCounts(Node root, int size) {
        this.root = root;
        this.size = size;
    }

    private sealed interface Node {}

    private static final class Branch implements Node {
        private final Node[] children;

        Branch(Node[] children) {
            this.children = children;
        }
    }

    private static final class Leaf implements Node {
        private final long[] numbers;
        private final short[] counts;

        Leaf(long[] numbers, short[] counts) {
            this.numbers = numbers;
            this.counts = counts;
        }
    }

    /** How many customers have one place or more. */
    public int size() {
        return size;
    }

    /** The places of a customer. */
    public int count(long customer) {
        long number = ordered(customer);
        Node node = root;
        for (int shift = FIRST_SHIFT; node instanceof Branch branch; shift -= BITS) {
            node = branch.children[child(number, shift)];
        }
        Leaf leaf = (Leaf) node;
        int at = Arrays.binarySearch(leaf.numbers, number);
        return at < 0 ? 0 : leaf.counts[at];
    }

    /** With this many places more or fewer. */
    public CustomerCounts plus(long customer, int places) {
        return with(customer, count(customer) + places);
    }

    /** With so many places, whatever there were. */
    public CustomerCounts with(long customer, int after) {
        int before = count(customer);
        if (after < 0 || after > Short.MAX_VALUE) {
            throw new IllegalStateException("places: " + after + " (expected: 0.." + Short.MAX_VALUE + ")");
        }
        int grown = Integer.signum(after) - Integer.signum(before);
        return after == before
                ? this
                : new CustomerCounts(changed(root, FIRST_SHIFT, ordered(customer), after), size + grown);
    }

    /** Gives each customer's number and places, in the order of unsigned numbers. */
    public void forEach(ObjLongConsumer<Integer> consumer) {
        forEach(root, consumer);
    }

    private static void forEach(Node node, ObjLongConsumer<Integer> consumer) {
        switch (node) {
            case Branch branch -> {
                for (Node child : branch.children) {
                    forEach(child, consumer);
                }
            }
            case Leaf leaf -> {
                for (int i = 0; i < leaf.numbers.length; i++) {
                    consumer.accept((int) leaf.counts[i], ordered(leaf.numbers[i]));
                }
            }
        }
    }

    private static Node changed(Node node, int shift, long number, int count) {
        return switch (node) {
            case Branch branch -> {
                Node[] children = branch.children.clone();
                int at = child(number, shift);
                children[at] = changed(children[at], shift - BITS, number, count);
                yield new Branch(children);
            }
            case Leaf leaf -> changed(leaf, shift, number, count);
        };
    }

    private static Node changed(Leaf leaf, int shift, long number, int count) {
        int at = Arrays.binarySearch(leaf.numbers, number);
        if (at >= 0 && count > 0) {
            short[] counts = leaf.counts.clone();
            counts[at] = (short) count;
            return new Leaf(leaf.numbers, counts);
        }
        if (at >= 0) {
            return without(leaf, at);
        }
        Leaf grown = with(leaf, -at - 1, number, count);
        return grown.numbers.length > LEAF && shift >= 0 ? split(grown, shift) : grown;
    }

    private static Leaf without(Leaf leaf, int at) {
        int length = leaf.numbers.length;
        long[] numbers = new long[length - 1];
        short[] counts = new short[length - 1];
        System.arraycopy(leaf.numbers, 0, numbers, 0, at);
        System.arraycopy(leaf.counts, 0, counts, 0, at);
        System.arraycopy(leaf.numbers, at + 1, numbers, at, length - 1 - at);
        System.arraycopy(leaf.counts, at + 1, counts, at, length - 1 - at);
        return new Leaf(numbers, counts);
    }

    private static Leaf with(Leaf leaf, int at, long number, int count) {
        int length = leaf.numbers.length;
        long[] numbers = Arrays.copyOf(leaf.numbers, length + 1);
        short[] counts = Arrays.copyOf(leaf.counts, length + 1);
        System.arraycopy(leaf.numbers, at, numbers, at + 1, length - at);
        System.arraycopy(leaf.counts, at, counts, at + 1, length - at);
        numbers[at] = number;
        counts[at] = (short) count;
        return new Leaf(numbers, counts);
    }

    private static Node split(Leaf leaf, int shift) {
        Node[] children = new Node[1 << BITS];
        Arrays.fill(children, NONE.root);
        for (int i = 0; i < leaf.numbers.length; i++) {
            int at = child(leaf.numbers[i], shift);
            children[at] = changed(children[at], shift - BITS, leaf.numbers[i], leaf.counts[i]);
        }
        return new Branch(children);
    }

    private static int child(long number, int shift) {
        return (int) (ordered(number) >>> shift) & ((1 << BITS) - 1);
    }

    /** There and back: what is stored has the highest bit turned round, so that leaves and branches have one order. */
    private static long ordered(long number) {
        return number ^ Long.MIN_VALUE;
    }

    /** Whether the same customers have the same places, however the trees came about. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof CustomerCounts that) || size != that.size) {
            return false;
        }
        boolean[] equal = {true};
        forEach((count, number) -> equal[0] &= that.count(number) == count);
        return equal[0];
    }

    @Override
    public int hashCode() {
        long[] sum = {size};
        forEach((count, number) -> sum[0] += number * 31 + count);
        return Long.hashCode(sum[0]);
    }

    /** How many customers. */
    @Override
    public String toString() {
        return "CustomerCounts[" + size + " customers]";
    }
}
