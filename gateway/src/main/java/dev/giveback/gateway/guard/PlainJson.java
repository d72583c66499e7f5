package dev.giveback.gateway.guard;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages as JSON for the audit log: without the fields that their protos mark {@code debug_redact}, which are personal data and secrets, without fields that
 * are not known here, and not longer than a limit.
 */
final class PlainJson {
    /** The longest text that is kept. */
    static final int MAX_BYTES = 16 * 1024;

    private static final String CUT = "…";
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private PlainJson() {}

    /** The message that these bytes are; empty text for one that is not of this kind. */
    static String of(@Nullable Descriptor type, byte[] bytes) {
        if (type == null) {
            return "";
        }
        try {
            return cut(PRINTER.print(plain(DynamicMessage.parseFrom(type, bytes))));
        } catch (InvalidProtocolBufferException malformed) {
            return "";
        }
    }

    private static Message plain(Message message) {
        Message.Builder plain = message.newBuilderForType();
        message.getAllFields().forEach((field, value) -> {
            if (!field.getOptions().getDebugRedact() && isTold(field, value)) {
                plain.setField(field, plain(field, value));
            }
        });
        return plain.build();
    }

    /** A time that JSON cannot write, one of the year 100,000 say, is left out: what it means is for the service to judge. */
    private static boolean isTold(FieldDescriptor field, Object value) {
        if (field.getJavaType() != JavaType.MESSAGE) {
            return true;
        }
        List<?> elements = field.isRepeated() ? (List<?>) value : List.of(value);
        return elements.stream().allMatch(element -> isPrintable((Message) element));
    }

    private static boolean isPrintable(Message message) {
        String type = message.getDescriptorForType().getFullName();
        if (type.equals(Timestamp.getDescriptor().getFullName())) {
            return Timestamps.isValid(number(message, "seconds"), (int) number(message, "nanos"));
        }
        return !type.equals(Duration.getDescriptor().getFullName())
                || Durations.isValid(number(message, "seconds"), (int) number(message, "nanos"));
    }

    private static long number(Message message, String field) {
        return ((Number) message.getField(message.getDescriptorForType().findFieldByName(field))).longValue();
    }

    private static Object plain(FieldDescriptor field, Object value) {
        if (field.getJavaType() == JavaType.BYTE_STRING) {
            // Bytes may be anything, parts of files among them.
            return field.isRepeated() ? List.of() : ByteString.EMPTY;
        }
        if (field.getJavaType() != JavaType.MESSAGE) {
            return value;
        }
        if (!field.isRepeated()) {
            return plainOrEmpty((Message) value);
        }
        List<Message> elements = new ArrayList<>();
        ((List<?>) value).forEach(element -> elements.add(plainOrEmpty((Message) element)));
        return elements;
    }

    /** What is in an Any is not known here. */
    private static Message plainOrEmpty(Message message) {
        boolean isAny = message.getDescriptorForType()
                .getFullName()
                .equals(Any.getDescriptor().getFullName());
        return isAny ? message.getDefaultInstanceForType() : plain(message);
    }

    private static String cut(String json) {
        if (json.length() * 3L <= MAX_BYTES || json.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            return json;
        }
        // A character takes at most three bytes for each of its chars.
        int end = (MAX_BYTES - CUT.getBytes(StandardCharsets.UTF_8).length) / 3;
        return json.substring(0, Character.isHighSurrogate(json.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
