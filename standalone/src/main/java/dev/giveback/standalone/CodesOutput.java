package dev.giveback.standalone;

import dev.giveback.coupon.v1.GenerateCodesResponse;
import dev.giveback.standalone.console.Problem;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where codes are written: rows of number and code, without a gap. */
final class CodesOutput implements Closeable {
    private static final String HEADER = "number,code\n";
    private static final int BUFFER_BYTES = 1 << 16;
    /** The longest row: a number, a comma, a code of 64 characters, and the end of the line. */
    private static final int ROW_BYTES = 128;

    private final OutputStream stream;
    private final @Nullable PrintStream console;
    private long next;

    private CodesOutput(OutputStream stream, @Nullable PrintStream console, long next) {
        this.stream = stream;
        this.console = console;
        this.next = next;
    }

    /** Standard output; the header is written before number 0 only. */
    static CodesOutput standard(long from) throws IOException {
        CodesOutput output = new CodesOutput(new BufferedOutputStream(System.out, BUFFER_BYTES), System.out, from);
        if (from == 0) {
            output.text(HEADER);
        }
        return output;
    }

    /**
     * A file, which goes on after its last whole row; a row that broke off is written anew.
     *
     * @throws Problem if it holds something else, or other numbers
     */
    static CodesOutput file(Path path, long from) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            long next = resume(path, file, from);
            file.seek(file.length());
            OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(file.getChannel()), BUFFER_BYTES);
            return new CodesOutput(stream, null, next);
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static long resume(Path path, RandomAccessFile file, long from) throws IOException {
        byte[] header = new byte[(int) Math.min(file.length(), HEADER.length())];
        file.readFully(header);
        if (!HEADER.startsWith(new String(header, StandardCharsets.US_ASCII))) {
            throw Problem.failed(path + " holds something else than codes (expected: the header number,code)");
        }
        if (header.length < HEADER.length()) {
            file.setLength(0);
            file.write(HEADER.getBytes(StandardCharsets.US_ASCII));
            return from;
        }
        long end = file.length();
        byte[] tail = new byte[(int) Math.min(end - header.length, 2 * ROW_BYTES)];
        file.seek(end - tail.length);
        file.readFully(tail);
        String text = new String(tail, StandardCharsets.US_ASCII);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        long next = whole.isEmpty() ? from : after(path, whole, from);
        file.setLength(end - tail.length + whole.length());
        return next;
    }

    private static long after(Path path, String rows, long from) {
        String last = rows.strip().substring(rows.strip().lastIndexOf('\n') + 1);
        int comma = last.indexOf(',');
        if (comma < 1 || comma > 18 || !last.substring(0, comma).chars().allMatch(Character::isDigit)) {
            throw Problem.failed(path + " ends in \"" + last + "\" (expected: a number and a code)");
        }
        long next = Long.parseLong(last.substring(0, comma)) + 1;
        if (next < from) {
            throw Problem.failed(path + " has the codes up to " + (next - 1) + ", so --from " + from
                    + " would leave a gap: leave --from out");
        }
        return next;
    }

    /** The number of the next row. */
    long next() {
        return next;
    }

    /** Whether anybody still reads; whoever reads only the first lines of standard output has had enough then. */
    boolean isWanted() {
        return console == null || !console.checkError();
    }

    /** Writes the next codes. */
    void write(GenerateCodesResponse some) throws IOException {
        if (some.getFirstNumber() != next) {
            throw new IllegalStateException("codes from " + some.getFirstNumber() + " (expected: from " + next + ")");
        }
        StringBuilder rows = new StringBuilder(some.getCodesCount() * 32);
        for (String code : some.getCodesList()) {
            rows.append(next++).append(',').append(code).append('\n');
        }
        text(rows.toString());
    }

    private void text(String text) throws IOException {
        stream.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        if (console == null) {
            stream.close();
        } else {
            stream.flush();
        }
    }
}
