package dev.giveback.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path of {@code google.api.http}, {@code /v1/{customer=programs/*}/orders/{order_id}:undo} say. Of its grammar the parts that our contract uses: literals, {@code *},
 * variables of one or more segments, and a verb; {@code **} is refused.
 *
 * @param text as it was written
 * @param segments literals, with {@code *} for any one segment
 * @param variables which segments make which field
 * @param verb what stands behind the colon, empty without one
 */
record PathTemplate(String text, List<String> segments, List<Variable> variables, String verb) {
    private static final String ANY = "*";

    /**
     * A field that the path gives.
     *
     * @param fieldPath of the request, {@code program.name} say
     * @param from its first segment
     * @param to the segment after its last one
     */
    record Variable(String fieldPath, int from, int to) {}

    PathTemplate {
        segments = List.copyOf(segments);
        variables = List.copyOf(variables);
    }

    static PathTemplate parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasVerb = colon > text.lastIndexOf('/') && colon > text.lastIndexOf('}');
        String path = hasVerb ? text.substring(0, colon) : text;
        List<String> segments = new ArrayList<>();
        List<Variable> variables = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            expect(path.charAt(at) == '/', text);
            at++;
            if (path.charAt(at) == '{') {
                int end = path.indexOf('}', at);
                expect(end > at, text);
                addVariable(path.substring(at + 1, end), segments, variables);
                at = end + 1;
            } else {
                int end = path.indexOf('/', at);
                end = end < 0 ? path.length() : end;
                segments.add(path.substring(at, end));
                at = end;
            }
        }
        expect(!segments.isEmpty() && !segments.contains("**") && !segments.contains(""), text);
        return new PathTemplate(text, segments, variables, hasVerb ? text.substring(colon + 1) : "");
    }

    private static void addVariable(String variable, List<String> segments, List<Variable> variables) {
        int equals = variable.indexOf('=');
        int from = segments.size();
        segments.addAll(List.of((equals < 0 ? ANY : variable.substring(equals + 1)).split("/", -1)));
        variables.add(new Variable(equals < 0 ? variable : variable.substring(0, equals), from, segments.size()));
    }

    private static void expect(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException("path: " + text + " (expected: /literals/{field=of/*/segments}:verb)");
        }
    }

    /** How many segments are literals: of two templates that match, the one with more of them is meant. */
    int literals() {
        return (int) segments.stream().filter(segment -> !segment.equals(ANY)).count();
    }

    /**
     * The fields that a path gives, by their paths, decoded; null if it is not of this template. A segment of a name that has an encoded slash in it is none.
     *
     * @param raw the path as it came, without the query, split at its slashes; its percent-encoding is sound
     */
    @Nullable
    Map<String, String> match(List<String> raw) {
        if (raw.size() != segments.size()) {
            return null;
        }
        List<String> given = new ArrayList<>(raw);
        if (!verb.isEmpty()) {
            String last = given.removeLast();
            if (!last.endsWith(":" + verb)) {
                return null;
            }
            given.add(last.substring(0, last.length() - verb.length() - 1));
        }
        for (int i = 0; i < given.size(); i++) {
            given.set(i, decode(given.get(i)));
            String wanted = segments.get(i);
            if (wanted.equals(ANY) ? given.get(i).isEmpty() : !wanted.equals(given.get(i))) {
                return null;
            }
        }
        return values(given);
    }

    private @Nullable Map<String, String> values(List<String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Variable variable : variables) {
            List<String> parts = given.subList(variable.from(), variable.to());
            if (parts.size() > 1 && parts.stream().anyMatch(part -> part.indexOf('/') >= 0)) {
                return null;
            }
            values.put(variable.fieldPath(), String.join("/", parts));
        }
        return values;
    }

    /** A plus is a plus in a path. */
    private static String decode(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
