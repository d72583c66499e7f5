package dev.giveback.platform.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one message. What does not fit its expectation ends in an {@link UnreadableMessageException}. */
final class WireInput {
    private final CodedInputStream in;
    private final int length;
    private final List<String> names = new ArrayList<>();

    WireInput(byte[] bytes) {
        in = CodedInputStream.newInstance(bytes);
        length = bytes.length;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** The kind of the value that is next. */
    byte kind() {
        return read(in::readRawByte);
    }

    long whole() {
        return read(in::readSInt64);
    }

    double fraction() {
        return read(in::readDouble);
    }

    String text() {
        return read(in::readString);
    }

    ByteString bytes() {
        return read(in::readBytes);
    }

    /** How many values or fields follow; each takes a byte at least. */
    int size() {
        return number("size", length);
    }

    private int number(String what, int most) {
        int number = read(in::readUInt32);
        if (number < 0 || number > most) {
            throw new UnreadableMessageException(what + ": " + number + " (expected: 0 to " + most + ")");
        }
        return number;
    }

    /** A name: of a kind of record, or of a field. */
    String name() {
        int number = number("name", names.size());
        if (number == names.size()) {
            names.add(text());
        }
        return names.get(number);
    }

    /** Passes over a value, whatever it is. */
    void skip() {
        skip(kind());
    }

    private void skip(byte kind) {
        switch (kind) {
            case Wire.NOTHING, Wire.FALSE, Wire.TRUE -> {}
            case Wire.WHOLE -> whole();
            case Wire.FRACTION -> fraction();
            case Wire.TEXT -> text();
            case Wire.BYTES -> bytes();
            case Wire.LIST -> skipAll(size());
            case Wire.RECORD -> skipRecord();
            default -> throw new UnreadableMessageException("value of kind " + kind + " (expected: 0 to 8)");
        }
    }

    private void skipAll(int values) {
        for (int i = 0; i < values; i++) {
            skip();
        }
    }

    private void skipRecord() {
        name();
        int fields = size();
        for (int i = 0; i < fields; i++) {
            name();
            skip();
        }
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException damaged) {
            throw new UnreadableMessageException("message: " + damaged.getMessage());
        }
    }
}
