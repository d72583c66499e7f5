package dev.giveback.feedback.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import dev.giveback.journal.v1.CustomerEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** That nothing personal of a stored event is told, whatever is added to the journal later. */
final class PlainEventTest {
    /** Texts that were looked at and are not told: free texts, who did it, what the request was. */
    private static final Set<String> NOT_TOLD = Set.of("detail", "principal", "reason", "reference", "request_id");

    private static void collect(Descriptor type, Set<String> seen, Set<FieldDescriptor> fields) {
        if (seen.add(type.getFullName())) {
            for (FieldDescriptor field : type.getFields()) {
                fields.add(field);
                if (field.getJavaType() == JavaType.MESSAGE) {
                    collect(field.getMessageType(), seen, fields);
                }
            }
        }
    }

    private static Set<FieldDescriptor> fields() {
        Set<FieldDescriptor> fields = new HashSet<>();
        collect(CustomerEvent.getDescriptor(), new HashSet<>(), fields);
        return fields;
    }

    @Test
    void everyTextOfAnEventWasDecidedAbout() {
        Set<String> texts = new TreeSet<>();
        fields().stream()
                .filter(field -> field.getJavaType() == JavaType.STRING)
                .forEach(field -> texts.add(field.getName()));
        Set<String> decided = new TreeSet<>(PlainEvent.TOLD_TEXTS);
        decided.addAll(NOT_TOLD);
        assertThat(texts).containsExactlyInAnyOrderElementsOf(decided);
    }

    /** Every field that there is, set, three levels deep; the mark is in each that must not be told. */
    @Test
    void whatIsNotToldIsNowhereLeft() throws Exception {
        CustomerEvent full =
                CustomerEvent.parseFrom(filled(CustomerEvent.getDescriptor(), 3).toByteString());
        assertThat(full.toString()).contains("secret");

        String told = PlainEvent.of(full).toString();
        assertThat(told).doesNotContain("secret").doesNotContain("fingerprint").contains("plain");
    }

    private static DynamicMessage filled(Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == JavaType.MESSAGE) {
                if (depth > 0 && !field.isMapField()) {
                    set(message, field, filled(field.getMessageType(), depth - 1));
                }
            } else {
                set(message, field, value(field));
            }
        }
        return message.build();
    }

    private static Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> PlainEvent.TOLD_TEXTS.contains(field.getName()) ? "plain" : "secret";
            case BYTE_STRING -> ByteString.copyFromUtf8("secret");
            case LONG -> 7L;
            case INT -> 7;
            case BOOLEAN -> true;
            case DOUBLE -> 7.0;
            case FLOAT -> 7.0f;
            case ENUM -> field.getEnumType().getValues().getLast();
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    private static void set(DynamicMessage.Builder message, FieldDescriptor field, Object value) {
        if (field.isRepeated()) {
            message.addRepeatedField(field, value);
        } else {
            message.setField(field, value);
        }
    }
}
