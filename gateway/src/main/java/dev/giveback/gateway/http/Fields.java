package dev.giveback.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of messages as JSON sees them. */
final class Fields {
    private static final String WELL_KNOWN = "google.protobuf.";
    private static final int MOST_NAMES = 12;

    private Fields() {}

    /** The field by its name in JSON or in the proto; null if there is none. */
    static @Nullable FieldDescriptor find(Descriptor message, String name) {
        FieldDescriptor field = message.findFieldByName(name);
        if (field != null) {
            return field;
        }
        return message.getFields().stream()
                .filter(candidate -> candidate.getJsonName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Whether the field holds messages that are objects with fields of their own; a time or a mask is written as a text. */
    static boolean isObject(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                && !field.getMessageType().getFullName().startsWith(WELL_KNOWN);
    }

    /**
     * Reads one value into a field; of a repeated field it becomes one more.
     *
     * @param json the value
     * @return whether it could be read
     */
    static boolean merge(FieldDescriptor field, String json, Message.Builder into) {
        if (!field.isRepeated()) {
            return read(field, json, into);
        }
        // JsonFormat takes a list whole or not at all.
        Message.Builder alone = into.getDefaultInstanceForType().newBuilderForType();
        boolean isRead = read(field, "[" + json + "]", alone);
        if (isRead) {
            into.addRepeatedField(field, alone.getRepeatedField(field, 0));
        }
        return isRead;
    }

    /** Reads what stands for the field in JSON, a list or an object of a map too. */
    static boolean read(FieldDescriptor field, String json, Message.Builder into) {
        try {
            Json.parser().merge("{\"" + field.getJsonName() + "\":" + json + "}", into);
            return true;
        } catch (InvalidProtocolBufferException | RuntimeException unreadable) {
            // JsonFormat lets exceptions of its JSON library through.
            return false;
        }
    }

    /** Whether a value is of the kind that the field is written as. */
    static boolean fits(FieldDescriptor field, JsonNode value) {
        return switch (field.getJavaType()) {
            case INT, LONG, FLOAT, DOUBLE -> value.isNumber() || value.isTextual();
            case BOOLEAN -> value.isBoolean();
            case STRING, BYTE_STRING -> value.isTextual();
            case ENUM -> value.isTextual() || value.isInt();
            case MESSAGE -> fitsMessage(field.getMessageType(), value);
        };
    }

    private static boolean fitsMessage(Descriptor type, JsonNode value) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> value.isTextual() && isTime(value.textValue());
            case "google.protobuf.Duration", "google.protobuf.FieldMask" -> value.isTextual();
            default -> true;
        };
    }

    private static boolean isTime(String text) {
        try {
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text);
            return true;
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }

    /** What is written in the field, in words. */
    static String expected(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> "a whole number of 32 bits";
            case LONG -> "a whole number of 64 bits, as a text or a number";
            case FLOAT, DOUBLE -> "a number";
            case BOOLEAN -> "true or false";
            case STRING -> "a text";
            case BYTE_STRING -> "bytes in base64";
            case ENUM -> oneOf(field);
            case MESSAGE -> ofMessage(field.getMessageType());
        };
    }

    private static String oneOf(FieldDescriptor field) {
        List<String> names = field.getEnumType().getValues().stream()
                .map(value -> value.getName())
                .toList();
        String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return "one of " + shown + (names.size() > MOST_NAMES ? ", …" : "");
    }

    private static String ofMessage(Descriptor type) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> "a time, as in 2026-01-31T09:30:00Z";
            case "google.protobuf.Duration" -> "a duration, as in 3.5s";
            case "google.protobuf.FieldMask" ->
                "names of fields with commas in between, as in displayName,address.city";
            default -> type.getFullName().startsWith(WELL_KNOWN) ? "a " + type.getName() : "an object";
        };
    }
}
