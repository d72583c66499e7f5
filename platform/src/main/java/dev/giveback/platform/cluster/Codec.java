package dev.giveback.platform.cluster;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values of one type are written and read. Nothing is ever null inside: that is {@link Codecs}' affair. */
interface Codec {
    void write(Object value, WireOutput out);

    /** Reads a value of which the kind has been read. */
    Object read(byte kind, WireInput in);

    /** What stands for a value that the sender, an earlier build, does not know; null for nothing. */
    default @Nullable Object absent() {
        return null;
    }

    /** Reads a value that may be nothing. */
    default @Nullable Object readOrNothing(WireInput in) {
        byte kind = in.kind();
        return kind == Wire.NOTHING ? null : read(kind, in);
    }

    /** Writes a value that may be nothing. */
    default void writeOrNothing(@Nullable Object value, WireOutput out) {
        if (value == null) {
            out.nothing();
        } else {
            write(value, out);
        }
    }

    /** A value that is written as a text. */
    static <T> Codec text(Class<T> type, Function<T, String> toText, Function<String, ? extends T> ofText) {
        return new Codec() {
            @Override
            public void write(Object value, WireOutput out) {
                out.text(toText.apply(type.cast(value)));
            }

            @Override
            public Object read(byte kind, WireInput in) {
                expect(Wire.TEXT, kind, type);
                return ofText.apply(in.text());
            }

            @Override
            public @Nullable Object absent() {
                return type == String.class ? "" : null;
            }
        };
    }

    /** Refuses a value of another kind than the type is written as. */
    static void expect(byte expected, byte kind, Class<?> type) {
        if (kind != expected) {
            throw new UnreadableMessageException(
                    type.getSimpleName() + ": value of kind " + kind + " (expected: " + expected + ")");
        }
    }
}
