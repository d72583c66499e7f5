package dev.giveback.platform.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One of several records and constants, as a sealed interface permits them; the name of its class says which. */
final class ChoiceCodec implements Codec {
    private static final String CONSTANT = "constant";

    private final Class<?> type;
    private final Map<String, Choice> byName = new HashMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    ChoiceCodec(Class<?> type) {
        this.type = type;
    }

    /** What can be chosen. */
    private sealed interface Choice {
        /** A record. */
        record Of(RecordCodec codec) implements Choice {}

        /** A constant of an enum. */
        record Constant(Class<? extends Enum<?>> type) implements Choice {}
    }

    void resolve(Codecs codecs) {
        add(type, codecs);
    }

    private void add(Class<?> sealed, Codecs codecs) {
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                add(permitted, codecs);
            } else if (permitted.isRecord()) {
                put(permitted, new Choice.Of(codecs.ofRecord(permitted)));
            } else if (permitted.isEnum()) {
                @SuppressWarnings("unchecked")
                Class<? extends Enum<?>> constants = (Class<? extends Enum<?>>) permitted;
                put(permitted, new Choice.Constant(constants));
            } else {
                throw new UnreadableMessageException(
                        permitted.getName() + " (expected: records, enums and sealed interfaces of them)");
            }
        }
    }

    private void put(Class<?> permitted, Choice choice) {
        String name = permitted.getSimpleName();
        if (byName.containsKey(name) && !names.containsKey(permitted)) {
            throw new UnreadableMessageException(
                    type.getName() + ": two kinds called " + name + " (expected: one name each)");
        }
        byName.put(name, choice);
        names.put(permitted, name);
    }

    @Override
    public void write(Object value, WireOutput out) {
        Class<?> chosen = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        String name = names.get(chosen);
        if (name == null) {
            throw new UnreadableMessageException(type.getName() + ": " + chosen.getName() + " is none of its kinds");
        }
        switch (Objects.requireNonNull(byName.get(name))) {
            case Choice.Of record -> record.codec().write(name, value, out);
            case Choice.Constant constant -> {
                out.record(name, 1);
                out.field(CONSTANT);
                out.text(((Enum<?>) value).name());
            }
        }
    }

    @Override
    public Object read(byte kind, WireInput in) {
        Codec.expect(Wire.RECORD, kind, type);
        String name = in.name();
        Choice choice = byName.get(name);
        if (choice == null) {
            throw new UnreadableMessageException(type.getName() + ": " + name
                    + " (expected: one that this build knows, of " + byName.keySet() + ")");
        }
        return switch (choice) {
            case Choice.Of record -> record.codec().readFields(in);
            case Choice.Constant constant -> constant(constant.type(), in);
        };
    }

    private static Object constant(Class<? extends Enum<?>> type, WireInput in) {
        int fields = in.size();
        String constant = "";
        for (int i = 0; i < fields; i++) {
            if (in.name().equals(CONSTANT)) {
                Codec.expect(Wire.TEXT, in.kind(), type);
                constant = in.text();
            } else {
                in.skip();
            }
        }
        return Codecs.constant(type, constant);
    }
}
