package dev.giveback.coupon.code;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * A run of a campaign's codes in the order of their serial numbers, computed while it is read.
 *
 * <p>Whatever its length it holds 1,024 codes at most. After a break another batch from {@link #nextSerial} gives the
 * rest. Not safe for use by several threads; two batches share nothing.
 */
public final class CodeBatch implements Iterator<String> {
    private static final int AT_ONCE = 1024;

    private final CodeBook book;
    private final SerialPermutation permutation;
    private final long[] left;
    private final long[] right;
    private final byte[] text;
    private final int end;
    private int computedEnd;
    private int at;
    private int next;

    CodeBatch(CodeBook book, int from, int count) {
        Objects.checkFromIndexSize(from, count, book.format().capacity());
        this.book = book;
        int atOnce = Math.min(AT_ONCE, Math.max(1, count));
        permutation = book.permutation(atOnce);
        left = new long[atOnce];
        right = new long[atOnce];
        text = book.emptyText();
        end = from + count;
        next = from;
        computedEnd = from;
    }

    /** The serial number of the code that comes next; the end of the run if none does. */
    public int nextSerial() {
        return next;
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    @Override
    public String next() {
        if (next == end) {
            throw new NoSuchElementException("code: none after serial number " + (end - 1));
        }
        if (next == computedEnd) {
            int count = Math.min(left.length, end - next);
            book.permute(permutation, next, left, right, count);
            computedEnd = next + count;
            at = 0;
        }
        String code = book.shown(left[at], right[at], text);
        at++;
        next++;
        return code;
    }

    /**
     * Writes the rest as CSV of RFC 4180, {@code serial,code} and a line a code, without a header: parts written one after another make one
     * file.
     *
     * <p>Nothing is quoted, because nothing can need it: patterns admit letters, digits, hyphens and single spaces inside.
     */
    public void writeCsv(Appendable csv) throws IOException {
        while (hasNext()) {
            csv.append(Integer.toString(nextSerial()))
                    .append(',')
                    .append(next())
                    .append("\r\n");
        }
    }
}
