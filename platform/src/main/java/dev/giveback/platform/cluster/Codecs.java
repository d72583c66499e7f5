package dev.giveback.platform.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The codecs of everything that can be reached from some messages. Only these types are ever made of what another node sends. A type that
 * cannot be written is found when its messages are looked at, not when one is sent.
 */
final class Codecs {
    private final Map<Class<?>, Codec> known = ScalarCodecs.all();
    private final Map<Class<?>, Codec> made = new HashMap<>();

    /** @param special of types that are no records, or that are written in another form */
    Codecs(Map<Class<?>, Codec> special) {
        known.putAll(special);
    }

    /**
     * The codec of a type.
     *
     * @param place where it stands, for messages
     * @throws UnreadableMessageException if there can be none
     */
    Codec of(Type type, String place) {
        if (type instanceof Class<?> plain) {
            return ofClass(plain, place);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], place);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Codec special = known.get(raw);
            return special == null ? collection(raw, generic, place) : special;
        }
        throw unfit(place, type);
    }

    /** The codec of a record. */
    RecordCodec ofRecord(Class<?> type) {
        Codec there = made.get(type);
        if (there instanceof RecordCodec record) {
            return record;
        }
        RecordCodec codec = new RecordCodec(type);
        made.put(type, codec);
        codec.resolve(this);
        return codec;
    }

    private Codec ofClass(Class<?> type, String place) {
        Codec there = known.containsKey(type) ? known.get(type) : made.get(type);
        if (there != null) {
            return there;
        }
        if (type.isRecord()) {
            return ofRecord(type);
        }
        if (type.isSealed()) {
            ChoiceCodec codec = new ChoiceCodec(type);
            made.put(type, codec);
            codec.resolve(this);
            return codec;
        }
        if (type.isEnum()) {
            return enumOf(type);
        }
        if (Message.class.isAssignableFrom(type)) {
            return message(type.asSubclass(Message.class));
        }
        if (type.isArray() && type.getComponentType() == long.class) {
            return longs();
        }
        throw unfit(place, type);
    }

    private Codec collection(Class<?> raw, ParameterizedType generic, String place) {
        List<Codec> arguments = new ArrayList<>();
        for (Type argument : generic.getActualTypeArguments()) {
            arguments.add(of(argument, place));
        }
        Optional<Codec> codec = CollectionCodec.of(raw, arguments);
        return codec.orElseThrow(() -> unfit(place, generic));
    }

    @SuppressWarnings("unchecked")
    private static Codec enumOf(Class<?> type) {
        Class<? extends Enum<?>> constants = (Class<? extends Enum<?>>) type;
        return Codec.text(Object.class, each -> ((Enum<?>) each).name(), name -> constant(constants, name));
    }

    /** The constant of this name. */
    static Object constant(Class<? extends Enum<?>> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableMessageException(
                        type.getName() + ": \"" + name + "\" (expected: a constant that this build knows)"));
    }

    private static <M extends Message> Codec message(Class<M> type) {
        try {
            @SuppressWarnings("unchecked")
            Parser<M> parser = (Parser<M>) type.getMethod("parser").invoke(null);
            return ScalarCodecs.bytes(type, Message::toByteString, bytes -> parsed(parser, bytes));
        } catch (ReflectiveOperationException e) {
            throw new UnreadableMessageException(type.getName() + " (expected: a generated message)", e);
        }
    }

    private static <M extends Message> M parsed(Parser<M> parser, ByteString bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException damaged) {
            throw new UnreadableMessageException("message: " + damaged.getMessage(), damaged);
        }
    }

    private static Codec longs() {
        return new Codec() {
            @Override
            public void write(Object value, WireOutput out) {
                long[] numbers = (long[]) value;
                out.list(numbers.length);
                for (long number : numbers) {
                    out.whole(number);
                }
            }

            @Override
            public Object read(byte kind, WireInput in) {
                Codec.expect(Wire.LIST, kind, long[].class);
                long[] numbers = new long[in.size()];
                for (int i = 0; i < numbers.length; i++) {
                    Codec.expect(Wire.WHOLE, in.kind(), long.class);
                    numbers[i] = in.whole();
                }
                return numbers;
            }

            @Override
            public Object absent() {
                return new long[0];
            }
        };
    }

    private static UnreadableMessageException unfit(String place, Type type) {
        return new UnreadableMessageException(
                place + ": " + type.getTypeName()
                        + " (expected: records, enums, sealed interfaces, messages, texts, numbers, times, or collections of them)");
    }
}
