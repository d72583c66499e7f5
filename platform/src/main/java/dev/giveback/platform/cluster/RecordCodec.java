package dev.giveback.platform.cluster;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record, written as its components by their names. A field that this build does not know is passed over; a component that the sender did
 * not know is empty, 0, false or null.
 */
final class RecordCodec implements Codec {
    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    private record Field(String name, Method accessor, Codec codec) {}

    RecordCodec(Class<?> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("every record has its constructor", impossible);
        }
        constructor.setAccessible(true);
    }

    /** Finds the codecs of the components; apart from the constructor, because records may hold records of their own kind. */
    void resolve(Codecs codecs) {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            places.put(component.getName(), fields.size());
            fields.add(new Field(
                    component.getName(),
                    accessor,
                    codecs.of(component.getGenericType(), type.getName() + "." + component.getName())));
        }
    }

    @Override
    public void write(Object value, WireOutput out) {
        write(null, value, out);
    }

    void write(@Nullable String kind, Object value, WireOutput out) {
        out.record(kind, fields.size());
        for (Field field : fields) {
            out.field(field.name());
            field.codec().writeOrNothing(valueOf(field, value), out);
        }
    }

    @Override
    public Object read(byte kind, WireInput in) {
        Codec.expect(Wire.RECORD, kind, type);
        in.name();
        return readFields(in);
    }

    Object readFields(WireInput in) {
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).codec().absent();
        }
        int size = in.size();
        for (int i = 0; i < size; i++) {
            Integer place = places.get(in.name());
            if (place == null) {
                in.skip();
            } else {
                values[place] = fields.get(place).codec().readOrNothing(in);
            }
        }
        return make(values);
    }

    private Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new UnreadableMessageException(type.getName() + ": " + refused.getCause(), refused);
        } catch (ReflectiveOperationException | IllegalArgumentException unfit) {
            throw new UnreadableMessageException(type.getName() + ": " + unfit.getMessage(), unfit);
        }
    }

    private @Nullable Object valueOf(Field field, Object record) {
        try {
            return field.accessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new UnreadableMessageException(type.getName() + "." + field.name() + " cannot be read", e);
        }
    }
}
