package dev.giveback.platform.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one message. Each value says of what kind it is, so that a reader can pass over what it does not know. */
final class WireOutput {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    private final Map<String, Integer> names = new HashMap<>();

    /** What was written. */
    byte[] toByteArray() {
        try {
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    void nothing() {
        write(() -> out.write(Wire.NOTHING));
    }

    void truth(boolean value) {
        write(() -> out.write(value ? Wire.TRUE : Wire.FALSE));
    }

    void whole(long value) {
        write(() -> {
            out.write(Wire.WHOLE);
            out.writeSInt64NoTag(value);
        });
    }

    void fraction(double value) {
        write(() -> {
            out.write(Wire.FRACTION);
            out.writeDoubleNoTag(value);
        });
    }

    void text(String value) {
        write(() -> {
            out.write(Wire.TEXT);
            out.writeStringNoTag(value);
        });
    }

    void bytes(ByteString value) {
        write(() -> {
            out.write(Wire.BYTES);
            out.writeBytesNoTag(value);
        });
    }

    /** Begins a list; this many values follow. */
    void list(int size) {
        write(() -> {
            out.write(Wire.LIST);
            out.writeUInt32NoTag(size);
        });
    }

    /** Begins a record; this many fields follow, each a name and a value. */
    void record(@Nullable String kind, int fields) {
        write(() -> {
            out.write(Wire.RECORD);
            putName(kind == null ? "" : kind);
            out.writeUInt32NoTag(fields);
        });
    }

    /** The name of the field whose value is next. */
    void field(String name) {
        write(() -> putName(name));
    }

    /** A name is written once and is a number after that. */
    private void putName(String name) throws IOException {
        Integer known = names.putIfAbsent(name, names.size());
        out.writeUInt32NoTag(known == null ? names.size() - 1 : known);
        if (known == null) {
            out.writeStringNoTag(name);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
