package dev.giveback.platform.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * Collections, written as lists of what they hold; a map as its keys and values in turn.
 *
 * @param parts the codecs of what it holds, in turn
 * @param spread what it holds, in the order in which it is written
 * @param gather makes the collection of that
 */
record CollectionCodec(
        List<Codec> parts, Function<Object, Collection<?>> spread, Function<List<@Nullable Object>, Object> gather)
        implements Codec {

    /** The codec of a raw type, given those of its arguments; empty for a type that is no collection. */
    static Optional<Codec> of(Class<?> type, List<Codec> arguments) {
        @Nullable Function<List<@Nullable Object>, Object> gather = gathering(type);
        if (gather == null) {
            return Optional.empty();
        }
        return Optional.of(new CollectionCodec(List.copyOf(arguments), CollectionCodec::spread, gather));
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Function<List<@Nullable Object>, Object> gathering(Class<?> type) {
        Map<Class<?>, Function<List<@Nullable Object>, Object>> known = Map.ofEntries(
                Map.entry(Optional.class, values -> values.stream().findFirst()),
                Map.entry(List.class, values -> List.copyOf((List<Object>) (List<?>) values)),
                Map.entry(Collection.class, values -> List.copyOf((List<Object>) (List<?>) values)),
                Map.entry(java.util.Set.class, HashSet::new),
                Map.entry(SortedSet.class, TreeSet::new),
                Map.entry(PVector.class, TreePVector::from),
                Map.entry(PSet.class, HashTreePSet::from),
                Map.entry(Map.class, CollectionCodec::map),
                Map.entry(SortedMap.class, values -> new TreeMap<>(map(values))),
                Map.entry(PMap.class, values -> HashTreePMap.from(map(values))),
                Map.entry(PSortedMap.class, values -> TreePMap.from((Map<String, Object>) (Map<?, ?>) map(values))));
        return known.get(type);
    }

    private static Map<Object, Object> map(List<@Nullable Object> inTurn) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i + 1 < inTurn.size(); i += 2) {
            map.put(inTurn.get(i), inTurn.get(i + 1));
        }
        return map;
    }

    private static Collection<?> spread(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(List::of).orElse(List.of());
        }
        if (value instanceof Map<?, ?> map) {
            List<Object> inTurn = new ArrayList<>(map.size() * 2);
            map.forEach((key, each) -> {
                inTurn.add(key);
                inTurn.add(each);
            });
            return inTurn;
        }
        return (Collection<?>) value;
    }

    @Override
    public void write(Object value, WireOutput out) {
        Collection<?> values = spread.apply(value);
        out.list(values.size());
        int i = 0;
        for (Object each : values) {
            parts.get(i++ % parts.size()).writeOrNothing(each, out);
        }
    }

    @Override
    public Object read(byte kind, WireInput in) {
        Codec.expect(Wire.LIST, kind, Collection.class);
        int size = in.size();
        List<@Nullable Object> values = new ArrayList<>(Math.min(size, 1_000));
        for (int i = 0; i < size; i++) {
            values.add(parts.get(i % parts.size()).readOrNothing(in));
        }
        return gather.apply(values);
    }

    @Override
    public Object absent() {
        return gather.apply(List.of());
    }
}
