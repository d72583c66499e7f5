package dev.giveback.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads a body of JSON into a message. protobuf's JsonFormat does it in one go, but it is lenient (a number, or a list of one, is a text to it, and the 30th of February
 * a time) and does not tell which field it refuses. So the kinds of values are looked at first, and if JsonFormat refuses, each value is tried alone.
 */
final class BodyReader {
    /** Whether each value is tried alone. */
    private final boolean alone;

    private BodyReader(boolean alone) {
        this.alone = alone;
    }

    /**
     * Reads the body.
     *
     * @param body UTF-8; empty for an empty object
     * @param into what it is added to
     * @throws StatusRuntimeException with the field and the rule if it cannot be read
     */
    static void read(byte[] body, Message.Builder into) {
        if (body.length == 0) {
            return;
        }
        String text = text(body);
        JsonNode tree = tree(text);
        if (!tree.isObject()) {
            throw FieldProblem.body("the body is " + found(tree) + " (expected: an object)");
        }
        new BodyReader(false).check(tree, into.getDescriptorForType(), "");
        try {
            Json.parser().merge(text, into);
        } catch (InvalidProtocolBufferException | RuntimeException unreadable) {
            new BodyReader(true).check(tree, into.getDescriptorForType(), "");
            throw FieldProblem.body(
                    "the body cannot be read as " + into.getDescriptorForType().getName());
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException noText) {
            throw FieldProblem.body("the body is not UTF-8");
        }
    }

    private static JsonNode tree(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException noJson) {
            var location = noJson.getLocation();
            String where =
                    location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
            throw FieldProblem.body("the body is not JSON: " + noJson.getOriginalMessage() + where);
        }
    }

    /** Throws for the first field that cannot be read. */
    private void check(JsonNode object, Descriptor type, String path) {
        Set<OneofDescriptor> chosen = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            FieldDescriptor field = Fields.find(type, member.getKey());
            if (field == null) {
                throw FieldProblem.of(
                        path + member.getKey(), "UNKNOWN_FIELD", "there is no such field in " + type.getName());
            }
            if (member.getValue().isNull()) {
                continue;
            }
            OneofDescriptor oneof = field.getRealContainingOneof();
            if (oneof != null && !chosen.add(oneof)) {
                throw FieldProblem.of(
                        path + field.getName(), "ONE_OF", "another of " + oneof.getName() + " is there too");
            }
            checkField(member.getValue(), field, path + field.getName());
        }
    }

    private void checkField(JsonNode value, FieldDescriptor field, String path) {
        if (field.isMapField()) {
            checkMap(value, field, path);
        } else if (field.isRepeated()) {
            expect(value.isArray(), value, path, "a list");
            for (int i = 0; i < value.size(); i++) {
                checkValue(value.get(i), field, path + "[" + i + "]");
            }
        } else {
            checkValue(value, field, path);
        }
    }

    private void checkMap(JsonNode value, FieldDescriptor field, String path) {
        expect(value.isObject(), value, path, "an object");
        FieldDescriptor of = field.getMessageType().findFieldByName("value");
        value.properties().forEach(entry -> checkValue(entry.getValue(), of, path + "[" + entry.getKey() + "]"));
        if (alone && !Fields.read(field, value.toString(), DynamicMessage.newBuilder(field.getContainingType()))) {
            throw FieldProblem.of(path, "VALUE", "a key cannot be read");
        }
    }

    private void checkValue(JsonNode value, FieldDescriptor field, String path) {
        if (Fields.isObject(field)) {
            expect(value.isObject(), value, path, "an object");
            check(value, field.getMessageType(), path + ".");
        } else {
            boolean fits = Fields.fits(field, value)
                    && (!alone
                            || Fields.merge(
                                    field, value.toString(), DynamicMessage.newBuilder(field.getContainingType())));
            expect(fits, value, path, Fields.expected(field));
        }
    }

    private static void expect(boolean holds, JsonNode value, String path, String expected) {
        if (!holds) {
            throw FieldProblem.of(path, "VALUE", found(value) + " (expected: " + expected + ")");
        }
    }

    /** The kind of value; never the value itself, which may be a person's. */
    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text that does not fit";
            case NUMBER -> "a number that does not fit";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BINARY, POJO, MISSING -> "nothing";
        };
    }
}
