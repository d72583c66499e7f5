package dev.giveback.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.QueryParams;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the message of a request out of its path, its query and its body. */
final class RequestReader {
    private RequestReader() {}

    /**
     * Reads the request.
     *
     * @param method what is asked for
     * @param path the fields of the path
     * @param query the parameters; a method that takes a body takes none
     * @param body the body
     * @throws io.grpc.StatusRuntimeException with the field and the rule if it cannot be read
     */
    static Message read(ApiMethod method, Map<String, String> path, QueryParams query, byte[] body) {
        Message.Builder request = method.emptyRequest().newBuilderForType();
        if (method.hasBody()) {
            BodyReader.read(body, request);
        } else if (body.length > 0) {
            throw FieldProblem.body("there is a body (expected: none; fields come in the path and in the query)");
        }
        path.forEach((field, value) -> putOfPath(request, field, value));
        for (Map.Entry<String, String> parameter : query) {
            if (method.hasBody()) {
                throw FieldProblem.of(
                        parameter.getKey(), "UNKNOWN_FIELD", "is in the query (expected: all fields are in the body)");
            }
            put(request, parameter.getKey(), parameter.getValue());
        }
        return request.build();
    }

    /** What the path says must not be said otherwise in the body. */
    private static void putOfPath(Message.Builder request, String path, String value) {
        Place place = place(request, path);
        Object before = place.holder().getField(place.field());
        if (!before.equals("") && !before.equals(value)) {
            throw FieldProblem.of(
                    path, "DIFFERS", "the body says otherwise than the path (expected: the same, or nothing)");
        }
        place.holder().clearField(place.field());
        put(request, path, value);
    }

    private static void put(Message.Builder request, String path, String value) {
        Place place = place(request, path);
        FieldDescriptor field = place.field();
        if (!field.isRepeated() && isSet(place)) {
            throw FieldProblem.of(path, "REPEATED", "is given more than once");
        }
        if (Fields.isObject(field) || field.isMapField()) {
            throw FieldProblem.of(path, "VALUE", "is an object (expected: its fields, as in " + path + ".field=…)");
        }
        JsonNode json = field.getJavaType() == JavaType.BOOLEAN && (value.equals("true") || value.equals("false"))
                ? BooleanNode.valueOf(value.equals("true"))
                : TextNode.valueOf(value);
        if (!Fields.fits(field, json) || !Fields.merge(field, json.toString(), place.holder())) {
            throw FieldProblem.of(path, "VALUE", "does not fit (expected: " + Fields.expected(field) + ")");
        }
    }

    private static boolean isSet(Place place) {
        FieldDescriptor field = place.field();
        return field.hasPresence()
                ? place.holder().hasField(field)
                : !place.holder().getField(field).equals(field.getDefaultValue());
    }

    /** A field and the message that it is in. */
    private record Place(Message.Builder holder, FieldDescriptor field) {}

    private static Place place(Message.Builder request, String path) {
        Message.Builder holder = request;
        FieldDescriptor field = null;
        for (String name : path.split("\\.", -1)) {
            holder = field == null ? holder : inner(holder, field, path);
            field = known(Fields.find(holder.getDescriptorForType(), name), path);
        }
        return new Place(holder, known(field, path));
    }

    private static FieldDescriptor known(@Nullable FieldDescriptor field, String path) {
        if (field == null) {
            throw FieldProblem.of(path, "UNKNOWN_FIELD", "there is no such parameter");
        }
        return field;
    }

    private static Message.Builder inner(Message.Builder holder, FieldDescriptor field, String path) {
        if (field.isRepeated() || !Fields.isObject(field)) {
            throw FieldProblem.of(path, "UNKNOWN_FIELD", field.getName() + " has no fields that a query could name");
        }
        return holder.getFieldBuilder(field);
    }
}
