package dev.giveback.coupon.code;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.InvalidRoaringFormat;
import org.roaringbitmap.RoaringBitmap;

/**
 * An immutable set of serial numbers, a bit each at most.
 *
 * <p>It is a Roaring bitmap cut into chunks of 65,536 numbers, which is how Roaring divides numbers too. A change copies one chunk,
 * 8 KiB at most, and shares the others: so a state can be as immutable as the rest of the domain, while copying a whole
 * bitmap of 10,000,000 would cost 1.25 MB an event. Runs are compressed in the bytes only: a chunk of runs that is changed here
 * and there could grow far above 8 KiB.
 */
final class SerialSet {
    static final SerialSet EMPTY = new SerialSet(new RoaringBitmap[0], 0);

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;

    // Shared, and like every chunk never changed once it is in a set.
    private static final RoaringBitmap NONE = new RoaringBitmap();

    private final RoaringBitmap[] chunks;
    private final int size;

    private SerialSet(RoaringBitmap[] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    int size() {
        return size;
    }

    boolean contains(int serial) {
        return chunk(serial >>> CHUNK_BITS).contains(serial);
    }

    /** With these numbers too; a chunk that several of them are in is copied once. */
    SerialSet plus(int... serials) {
        if (serials.length == 0) {
            return this;
        }
        RoaringBitmap[] next = grown(IntStream.of(serials).max().getAsInt());
        int added = 0;
        for (int serial : serials) {
            added += own(next, serial >>> CHUNK_BITS).checkedAdd(serial) ? 1 : 0;
        }
        return new SerialSet(next, size + added);
    }

    /** With the numbers from the first to the last, both included. */
    SerialSet plusRange(int first, int last) {
        RoaringBitmap[] next = grown(last);
        int added = 0;
        for (int chunk = first >>> CHUNK_BITS; chunk <= last >>> CHUNK_BITS; chunk++) {
            RoaringBitmap bits = own(next, chunk);
            int before = bits.getCardinality();
            bits.add(Math.max(first, (long) chunk * CHUNK), Math.min(last + 1L, (chunk + 1L) * CHUNK));
            bits.removeRunCompression();
            added += bits.getCardinality() - before;
        }
        return new SerialSet(next, size + added);
    }

    SerialSet minus(int serial) {
        if (!contains(serial)) {
            return this;
        }
        RoaringBitmap[] next = chunks.clone();
        own(next, serial >>> CHUNK_BITS).remove(serial);
        return new SerialSet(next, size - 1);
    }

    /** How many numbers are in this set or in the other. */
    int unionSize(SerialSet other) {
        return IntStream.range(0, Math.max(chunks.length, other.chunks.length))
                .map(at -> RoaringBitmap.orCardinality(chunk(at), other.chunk(at)))
                .sum();
    }

    /** About how many bytes of heap the bits take, by Roaring's own count. */
    long bitBytes() {
        return Stream.of(chunks).mapToLong(RoaringBitmap::getLongSizeInBytes).sum();
    }

    /** The portable format of Roaring bitmaps, which libraries of other languages read; equal sets have equal bytes. */
    byte[] toBytes() {
        RoaringBitmap all = new RoaringBitmap();
        for (RoaringBitmap chunk : chunks) {
            all.or(chunk);
        }
        all.runOptimize();
        byte[] bytes = new byte[all.serializedSizeInBytes()];
        all.serialize(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** The set of which {@link #toBytes} gave these bytes. */
    static SerialSet of(byte[] bytes) {
        RoaringBitmap all = read(bytes);
        if (all.isEmpty()) {
            return EMPTY;
        }
        int last = all.last();
        if (last < 0 || last >= CodeFormat.MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "serial: " + Integer.toUnsignedString(last) + " (expected: below " + CodeFormat.MAX_CAPACITY + ")");
        }
        all.removeRunCompression();
        RoaringBitmap[] chunks = IntStream.rangeClosed(0, last >>> CHUNK_BITS)
                .mapToObj(at -> all.selectRange((long) at * CHUNK, (at + 1L) * CHUNK))
                .toArray(RoaringBitmap[]::new);
        return new SerialSet(chunks, all.getCardinality());
    }

    private static RoaringBitmap read(byte[] bytes) {
        RoaringBitmap all = new RoaringBitmap();
        try {
            all.deserialize(ByteBuffer.wrap(bytes));
            return all;
        } catch (IOException | InvalidRoaringFormat | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "serials: " + bytes.length + " bytes (expected: a Roaring bitmap in its portable format)", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SerialSet that
                && size == that.size
                && IntStream.range(0, Math.max(chunks.length, that.chunks.length))
                        .allMatch(at -> chunk(at).equals(that.chunk(at)));
    }

    @Override
    public int hashCode() {
        return Stream.of(chunks).mapToInt(RoaringBitmap::hashCode).sum() * 31 + size;
    }

    private RoaringBitmap chunk(int at) {
        return at < chunks.length ? chunks[at] : NONE;
    }

    private RoaringBitmap[] grown(int last) {
        RoaringBitmap[] next = Arrays.copyOf(chunks, Math.max(chunks.length, (last >>> CHUNK_BITS) + 1));
        Arrays.fill(next, chunks.length, next.length, NONE);
        return next;
    }

    /** The chunk of a set that is being made; the first call for it puts a copy in place of what is shared. */
    @SuppressWarnings("ReferenceEquality") // Whether it is shared is the question; an equal copy is not.
    private RoaringBitmap own(RoaringBitmap[] next, int at) {
        if (next[at] == chunk(at)) {
            next[at] = chunk(at).clone();
        }
        return next[at];
    }
}
