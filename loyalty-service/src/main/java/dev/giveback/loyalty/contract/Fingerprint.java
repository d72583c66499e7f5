package dev.giveback.loyalty.contract;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request in 8 bytes, by which a repeat is told from another request under the same id.
 *
 * <p>It covers the type of the request too: two types may have the same fields, and a request id used for the one must not be
 * answered for the other.
 */
public final class Fingerprint {
    /** The id itself, and what the gateway found out: claims of a repeat may come out another way. */
    private static final List<String> LEFT_OUT = List.of("request_id", "code_results");

    private Fingerprint() {}

    /**
     * First 8 bytes, big endian, of the SHA-256 over the full name of the message type, a zero byte, and the deterministic
     * serialization of the message without {@code request_id} and {@code code_results}.
     */
    public static long of(Message request) {
        MessageDigest digest = sha256();
        digest.update(request.getDescriptorForType().getFullName().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(deterministicBytes(content(request)));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static Message content(Message request) {
        Message.Builder content = request.toBuilder();
        for (String name : LEFT_OUT) {
            @Nullable FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
            if (field != null) {
                content.clearField(field);
            }
        }
        return content.build();
    }

    private static byte[] deterministicBytes(Message message) {
        byte[] bytes = new byte[message.getSerializedSize()];
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        output.useDeterministicSerialization();
        try {
            message.writeTo(output);
        } catch (IOException e) {
            throw new IllegalStateException("an array of the message's own size is too small for it", e);
        }
        output.checkNoSpaceLeft();
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
