package dev.giveback.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.giveback.options.v1.Access;
import dev.giveback.options.v1.AccessRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The operations of a document of OpenAPI: one for each method at each of its places. */
final class OpenApiPaths {
    private static final int QUERY_DEPTH = 3;

    private final Comments comments;
    private final OpenApiSchemas schemas;
    private final Set<String> ids = new HashSet<>();

    /**
     * Operations.
     *
     * @param comments what describes them
     * @param schemas of what they take and give
     */
    OpenApiPaths(Comments comments, OpenApiSchemas schemas) {
        this.comments = comments;
        this.schemas = schemas;
    }

    /** Adds the operation of a method. */
    void add(ApiMethod method, ObjectNode paths) {
        List<String> names = names(method.path());
        ObjectNode operation = paths.withObject(pointer(path(method.path(), names)))
                .putObject(method.verb().toLowerCase(Locale.ROOT));
        String service = method.described().getService().getName();
        String id = service + "_" + method.described().getName();
        operation.put("operationId", ids.add(id) ? id : id + "_" + names.getLast());
        operation.putArray("tags").add(service);
        describe(method, operation);
        parameters(method, names, operation);
        if (method.hasBody()) {
            ObjectNode body = operation.putObject("requestBody");
            body.put("required", true);
            body.putObject("content")
                    .putObject("application/json")
                    .set("schema", schemas.of(method.described().getInputType()));
        }
        responses(method, operation);
    }

    private void describe(ApiMethod method, ObjectNode operation) {
        String text = comments.of(method.described());
        int sentence = text.indexOf(". ");
        operation.put("summary", sentence < 0 ? text : text.substring(0, sentence + 1));
        AccessRule access = method.described().getOptions().getExtension(Access.access);
        operation.put("description", text + "\n\nScope: `" + access.getScope() + "`.");
        operation.put("x-scope", access.getScope());
        operation.putArray("security").addObject().putArray("key");
    }

    private void parameters(ApiMethod method, List<String> names, ObjectNode operation) {
        ArrayNode parameters = operation.putArray("parameters");
        for (String name : names) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", name).put("in", "path").put("required", true);
            parameter.putObject("schema").put("type", "string").put("minLength", 1);
        }
        if (!method.hasBody()) {
            Set<String> inPath = new HashSet<>();
            method.path().variables().forEach(variable -> inPath.add(variable.fieldPath()));
            queries(method.described().getInputType(), "", "", inPath, parameters, QUERY_DEPTH);
        }
        if (method.isStream()) {
            ObjectNode last = parameters.addObject();
            last.put("name", "Last-Event-ID").put("in", "header");
            last.put(
                    "description",
                    "The id of the last event that was seen, as browsers send it; the stream goes on after it.");
            last.putObject("schema").put("type", "string");
        }
        if (parameters.isEmpty()) {
            operation.remove("parameters");
        }
    }

    private void queries(
            Descriptor message, String prefix, String path, Set<String> inPath, ArrayNode parameters, int depth) {
        for (FieldDescriptor field : message.getFields()) {
            String name = prefix + field.getJsonName();
            String fieldPath = path + field.getName();
            if (inPath.contains(fieldPath) || field.isMapField()) {
                continue;
            }
            if (Fields.isObject(field)) {
                if (!field.isRepeated() && depth > 1) {
                    queries(field.getMessageType(), name + ".", fieldPath + ".", inPath, parameters, depth - 1);
                }
                continue;
            }
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", name).put("in", "query");
            parameter.put("description", comments.of(field));
            parameter.set("schema", schemas.of(field));
            if (field.isRepeated()) {
                parameter.put("style", "form").put("explode", true);
            }
        }
    }

    private void responses(ApiMethod method, ObjectNode operation) {
        ObjectNode responses = operation.putObject("responses");
        ObjectNode success = responses.putObject("200");
        Descriptor answer = method.described().getOutputType();
        success.put("description", answer(answer, method.isStream()));
        ObjectNode content = success.putObject("content");
        if (method.isStream()) {
            ObjectNode events = content.putObject("text/event-stream");
            events.putObject("schema").put("type", "string");
            events.set("x-event-schema", schemas.of(answer));
        } else {
            content.putObject("application/json").set("schema", schemas.of(answer));
        }
        responses.putObject("4XX").put("$ref", "#/components/responses/Error");
        responses.putObject("5XX").put("$ref", "#/components/responses/Error");
    }

    private String answer(Descriptor answer, boolean isStream) {
        String text = comments.of(answer);
        return isStream
                ? "Server-sent events, the data of each being one JSON of " + answer.getName()
                        + "; `event: end` or `event: error` is the last. " + text
                : text.isEmpty() ? answer.getName() : text;
    }

    /** Names for the segments that are free: a single one by its field, those of a resource name by the collection before them. */
    private static List<String> names(PathTemplate path) {
        List<String> names = new ArrayList<>();
        for (PathTemplate.Variable variable : path.variables()) {
            for (int i = variable.from(); i < variable.to(); i++) {
                if (path.segments().get(i).equals("*")) {
                    boolean alone = variable.to() - variable.from() == 1;
                    names.add(
                            alone
                                    ? variable.fieldPath()
                                    : singular(path.segments().get(i - 1), names));
                }
            }
        }
        return names;
    }

    /** Where the collection is free, too, its own segment comes after another free one. */
    private static String singular(String collection, List<String> names) {
        if (collection.equals("*")) {
            return names.contains("collection") ? "resource" : "collection";
        }
        String name = collection.endsWith("s") ? collection.substring(0, collection.length() - 1) : collection;
        return names.contains(name) ? name + names.size() : name;
    }

    private static String path(PathTemplate path, List<String> names) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (String segment : path.segments()) {
            text.append('/').append(segment.equals("*") ? "{" + names.get(next++) + "}" : segment);
        }
        return text + (path.verb().isEmpty() ? "" : ":" + path.verb());
    }

    private static String pointer(String path) {
        return "/" + path.replace("~", "~0").replace("/", "~1");
    }
}
