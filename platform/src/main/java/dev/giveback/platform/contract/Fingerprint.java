package dev.giveback.platform.contract;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request in 8 bytes, by which a repeat is told from another request under the same id.
 *
 * <p>It covers the type of the request too: two types may have the same fields, and a request id used for the one must not be
 * answered for the other.
 */
public final class Fingerprint {
    private static final String REQUEST_ID = "request_id";

    private Fingerprint() {}

    /**
     * First 8 bytes, big endian, of the SHA-256 over the full name of the message type, a zero byte, and the deterministic
     * serialization of the message without {@code request_id}.
     *
     * @param leftOut names of further fields that are not content: what the caller does not decide. A message need not have them
     */
    public static long of(Message request, String... leftOut) {
        MessageDigest digest = sha256();
        digest.update(typeOf(request));
        digest.update((byte) 0);
        digest.update(deterministicBytes(content(request, leftOut)));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /**
     * The same of a request whose content could be guessed and must not be: first 8 bytes of the HMAC-SHA256 over the same bytes.
     *
     * @param key without which no guess can be tried; 32 bytes or more
     */
    public static long keyed(Message request, byte[] key, String... leftOut) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(typeOf(request));
            mac.update((byte) 0);
            return ByteBuffer.wrap(mac.doFinal(deterministicBytes(content(request, leftOut))))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] typeOf(Message request) {
        return request.getDescriptorForType().getFullName().getBytes(StandardCharsets.UTF_8);
    }

    private static Message content(Message request, String[] leftOut) {
        Message.Builder content = request.toBuilder();
        clear(content, REQUEST_ID);
        for (String name : leftOut) {
            clear(content, name);
        }
        return content.build();
    }

    private static void clear(Message.Builder content, String name) {
        @Nullable FieldDescriptor field = content.getDescriptorForType().findFieldByName(name);
        if (field != null) {
            content.clearField(field);
        }
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
