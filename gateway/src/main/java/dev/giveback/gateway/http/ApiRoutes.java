package dev.giveback.gateway.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the method that a request means. */
final class ApiRoutes {
    /** By how many segments the path has; first those with a verb, then those with more literals. */
    private final Map<Integer, List<ApiMethod>> bySegments = new HashMap<>();

    ApiRoutes(List<ApiMethod> methods) {
        for (ApiMethod method : methods) {
            bySegments
                    .computeIfAbsent(method.path().segments().size(), size -> new ArrayList<>())
                    .add(method);
        }
        Comparator<ApiMethod> order = Comparator.comparingInt(
                        (ApiMethod method) -> method.path().verb().isEmpty() ? 1 : 0)
                .thenComparingInt(method -> -method.path().literals());
        bySegments.values().forEach(list -> list.sort(order));
    }

    /** What a request means. */
    sealed interface Target {
        /**
         * A method.
         *
         * @param method the method
         * @param fields those that the path gives, by their paths
         */
        record Found(ApiMethod method, Map<String, String> fields) implements Target {}

        /**
         * Nothing with this verb.
         *
         * @param allowed the verbs that there are
         */
        record OtherVerb(List<String> allowed) implements Target {}

        /** Nothing. */
        record Nothing() implements Target {}
    }

    /**
     * Finds the method.
     *
     * @param verb of HTTP
     * @param rawPath as it came, without the query
     */
    Target find(String verb, String rawPath) {
        List<String> raw = List.of(rawPath.substring(1).split("/", -1));
        TreeSet<String> others = new TreeSet<>();
        for (ApiMethod method : bySegments.getOrDefault(raw.size(), List.of())) {
            Map<String, String> fields = method.path().match(raw);
            if (fields != null && method.verb().equals(verb)) {
                return new Target.Found(method, fields);
            }
            if (fields != null) {
                others.add(method.verb());
            }
        }
        return others.isEmpty() ? new Target.Nothing() : new Target.OtherVerb(List.copyOf(others));
    }
}
