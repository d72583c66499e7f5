package dev.giveback.loyalty.grpc;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

/** What of a message this build understands. */
public final class KnownFields {
    private KnownFields() {}

    /**
     * The message without the fields, at any depth, that this build's contract does not have. What is not understood must not be
     * stored either: a later build would suddenly act on it.
     */
    public static <M extends Message> M of(M message) {
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
