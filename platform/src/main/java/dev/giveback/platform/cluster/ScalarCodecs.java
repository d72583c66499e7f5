package dev.giveback.platform.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** Values that are no records. */
final class ScalarCodecs {
    private ScalarCodecs() {}

    /** By their types. */
    static Map<Class<?>, Codec> all() {
        Map<Class<?>, Codec> codecs = new HashMap<>();
        put(codecs, String.class, text -> text, text -> text);
        put(codecs, Instant.class, Instant::toString, Instant::parse);
        put(codecs, Duration.class, Duration::toString, Duration::parse);
        put(codecs, LocalDate.class, LocalDate::toString, LocalDate::parse);
        put(codecs, LocalTime.class, LocalTime::toString, LocalTime::parse);
        put(codecs, LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse);
        put(codecs, Period.class, Period::toString, Period::parse);
        put(codecs, ZoneId.class, ZoneId::getId, ZoneId::of);
        put(codecs, Currency.class, Currency::getCurrencyCode, Currency::getInstance);
        put(codecs, BigDecimal.class, BigDecimal::toString, BigDecimal::new);
        put(codecs, BigInteger.class, BigInteger::toString, BigInteger::new);
        whole(codecs, long.class, Long.class, value -> value, value -> value);
        whole(codecs, int.class, Integer.class, Integer::longValue, Math::toIntExact);
        codecs.put(boolean.class, new Truths());
        codecs.put(Boolean.class, new Truths());
        codecs.put(double.class, new Fractions());
        codecs.put(Double.class, new Fractions());
        codecs.put(ByteString.class, bytes(ByteString.class, bytes -> bytes, bytes -> bytes));
        codecs.put(byte[].class, bytes(byte[].class, UnsafeByteOperations::unsafeWrap, ByteString::toByteArray));
        return codecs;
    }

    /** A value that is written as bytes. */
    static <T> Codec bytes(Class<T> type, Function<T, ByteString> toBytes, Function<ByteString, ? extends T> ofBytes) {
        return new Codec() {
            @Override
            public void write(Object value, WireOutput out) {
                out.bytes(toBytes.apply(type.cast(value)));
            }

            @Override
            public Object read(byte kind, WireInput in) {
                Codec.expect(Wire.BYTES, kind, type);
                return ofBytes.apply(in.bytes());
            }

            @Override
            public Object absent() {
                return ofBytes.apply(ByteString.EMPTY);
            }
        };
    }

    private static <T> void put(
            Map<Class<?>, Codec> codecs,
            Class<T> type,
            Function<T, String> toText,
            Function<String, ? extends T> ofText) {
        codecs.put(type, Codec.text(type, toText, ofText));
    }

    private static <T> void whole(
            Map<Class<?>, Codec> codecs,
            Class<?> primitive,
            Class<T> boxed,
            ToLongFunction<T> toLong,
            LongFunction<T> ofLong) {
        Codec codec = new Codec() {
            @Override
            public void write(Object value, WireOutput out) {
                out.whole(toLong.applyAsLong(boxed.cast(value)));
            }

            @Override
            public Object read(byte kind, WireInput in) {
                Codec.expect(Wire.WHOLE, kind, boxed);
                return ofLong.apply(in.whole());
            }

            @Override
            public Object absent() {
                return ofLong.apply(0);
            }
        };
        codecs.put(primitive, codec);
        codecs.put(boxed, new Boxed(codec));
    }

    /** The same as of another codec, but what was not sent is nothing, and not 0 or empty. */
    record Boxed(Codec primitive) implements Codec {
        @Override
        public void write(Object value, WireOutput out) {
            primitive.write(value, out);
        }

        @Override
        public Object read(byte kind, WireInput in) {
            return primitive.read(kind, in);
        }
    }

    /** True or false. */
    private static final class Truths implements Codec {
        @Override
        public void write(Object value, WireOutput out) {
            out.truth((Boolean) value);
        }

        @Override
        public Object read(byte kind, WireInput in) {
            if (kind != Wire.TRUE) {
                Codec.expect(Wire.FALSE, kind, boolean.class);
            }
            return kind == Wire.TRUE;
        }

        @Override
        public Object absent() {
            return false;
        }
    }

    /** Numbers with a fraction. */
    private static final class Fractions implements Codec {
        @Override
        public void write(Object value, WireOutput out) {
            out.fraction((Double) value);
        }

        @Override
        public Object read(byte kind, WireInput in) {
            Codec.expect(Wire.FRACTION, kind, double.class);
            return in.fraction();
        }

        @Override
        public Object absent() {
            return 0.0;
        }
    }
}
