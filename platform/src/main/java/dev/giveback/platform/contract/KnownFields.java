package dev.giveback.platform.contract;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

/** What of a message this build understands. */
public final class KnownFields {
    private KnownFields() {}

    /**
     * The message without the fields, at any depth, that this build's contract does not have. What is not understood must not be
     * stored either: a later build would suddenly act on it. A message without such fields, as nearly all are, is given back as it
     * is, because to look costs a third of parsing it again.
     */
    public static <M extends Message> M of(M message) {
        return hasUnknownFields(message) ? parsedAgain(message) : message;
    }

    private static boolean hasUnknownFields(Message message) {
        if (message.getUnknownFields().getSerializedSize() > 0) {
            return true;
        }
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && hasUnknownFields(message, field)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUnknownFields(Message message, FieldDescriptor field) {
        if (!field.isRepeated()) {
            return message.hasField(field) && hasUnknownFields((Message) message.getField(field));
        }
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            if (hasUnknownFields((Message) message.getRepeatedField(field, i))) {
                return true;
            }
        }
        return false;
    }

    private static <M extends Message> M parsedAgain(M message) {
        try {
            // The parser of a message's own default instance gives messages of its own type.
            @SuppressWarnings("unchecked")
            M known = (M)
                    DiscardUnknownFieldsParser.wrap(message.getParserForType()).parseFrom(message.toByteString());
            return known;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message that was parsed before does not parse again", e);
        }
    }
}
