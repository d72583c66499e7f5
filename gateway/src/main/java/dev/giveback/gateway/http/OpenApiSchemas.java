package dev.giveback.gateway.http;

import build.buf.validate.FieldRules;
import build.buf.validate.ValidateProto;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The schemas of messages and enums as JSON writes them. Each is written once, when it is first named. */
final class OpenApiSchemas {
    private final Comments comments;
    private final ObjectNode schemas;
    private final Set<String> named = new HashSet<>();
    private final Deque<Runnable> unwritten = new ArrayDeque<>();

    /**
     * Schemas.
     *
     * @param comments what describes them
     * @param schemas where they are put
     */
    OpenApiSchemas(Comments comments, ObjectNode schemas) {
        this.comments = comments;
        this.schemas = schemas;
    }

    /** A reference to the schema of a message. */
    ObjectNode of(Descriptor message) {
        return reference(message.getFullName(), () -> write(message));
    }

    /** The schema of what is in the field, without its comment. */
    ObjectNode of(FieldDescriptor field) {
        if (field.isMapField()) {
            ObjectNode map = Json.MAPPER.createObjectNode().put("type", "object");
            map.set("additionalProperties", of(field.getMessageType().findFieldByName("value")));
            return map;
        }
        FieldRules rules = field.getOptions().getExtension(ValidateProto.field);
        if (!field.isRepeated()) {
            return value(field, rules);
        }
        ObjectNode list = Json.MAPPER.createObjectNode().put("type", "array");
        list.set("items", value(field, rules.getRepeated().getItems()));
        OpenApiRules.addList(rules, list);
        return list;
    }

    private ObjectNode value(FieldDescriptor field, FieldRules rules) {
        if (field.getJavaType() == JavaType.ENUM) {
            EnumDescriptor type = field.getEnumType();
            return reference(type.getFullName(), () -> write(type));
        }
        ObjectNode schema = field.getJavaType() == JavaType.MESSAGE ? message(field.getMessageType()) : scalar(field);
        OpenApiRules.add(field, rules, schema);
        return schema;
    }

    private ObjectNode message(Descriptor type) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> schema.put("type", "string").put("format", "date-time");
            case "google.protobuf.Duration" ->
                schema.put("type", "string").put("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
            case "google.protobuf.FieldMask" -> schema.put("type", "string");
            case "google.protobuf.Any" -> schema.put("type", "object").put("additionalProperties", true);
            default -> of(type);
        };
    }

    private static ObjectNode scalar(FieldDescriptor field) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        return switch (field.getJavaType()) {
            case INT -> schema.put("type", "integer").put("format", "int32");
            case LONG -> schema.put("type", "string").put("format", "int64").put("pattern", "^-?[0-9]+$");
            case FLOAT -> schema.put("type", "number").put("format", "float");
            case DOUBLE -> schema.put("type", "number").put("format", "double");
            case BOOLEAN -> schema.put("type", "boolean");
            case STRING -> schema.put("type", "string");
            case BYTE_STRING -> schema.put("type", "string").put("contentEncoding", "base64");
            case ENUM, MESSAGE -> throw new IllegalArgumentException(field + " (expected: a scalar)");
        };
    }

    private ObjectNode reference(String name, Runnable writer) {
        if (named.add(name)) {
            unwritten.add(writer);
        }
        return Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** Writes what was named and has not been written, and what that names in turn. */
    void finish() {
        for (Runnable next = unwritten.poll(); next != null; next = unwritten.poll()) {
            next.run();
        }
    }

    private void write(Descriptor message) {
        ObjectNode schema = schemas.putObject(message.getFullName());
        schema.put("type", "object");
        schema.put("description", comments.of(message));
        ObjectNode properties = schema.putObject("properties");
        for (FieldDescriptor field : message.getFields()) {
            // In 3.1 a description may stand beside a reference.
            ObjectNode property = of(field);
            property.put("description", comments.of(field));
            properties.set(field.getJsonName(), property);
        }
        var required = Json.MAPPER.createArrayNode();
        message.getFields().stream()
                .filter(field ->
                        field.getOptions().getExtension(ValidateProto.field).getRequired())
                .forEach(field -> required.add(field.getJsonName()));
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.put("additionalProperties", false);
    }

    private void write(EnumDescriptor type) {
        ObjectNode schema = schemas.putObject(type.getFullName());
        schema.put("type", "string");
        StringBuilder text = new StringBuilder(comments.of(type));
        var values = schema.putArray("enum");
        for (EnumValueDescriptor value : type.getValues()) {
            values.add(value.getName());
            text.append("\n\n- `").append(value.getName()).append("`: ").append(comments.of(value));
        }
        schema.put("description", text.toString());
    }
}
