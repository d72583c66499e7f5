package dev.giveback.gateway.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The secret of a key as a caller sent it: {@code gb_}, the key's id of 12 characters, {@code _}, and 43 characters that nobody can guess. */
@SuppressWarnings("ArrayRecordComponent") // None is compared.
record ApiKey(String id, byte[] sha256) {
    private static final String PREFIX = "gb_";
    private static final int ID_LENGTH = 12;
    /** To find one costs as much as to use it, and this is done in every call. After each use it is as new. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(ApiKey::newSha256);

    private static final int LENGTH = PREFIX.length() + ID_LENGTH + 1 + 43;

    /** Reads it; null if it does not look like one. */
    static @Nullable ApiKey read(String bearer) {
        int end = PREFIX.length() + ID_LENGTH;
        if (bearer.length() != LENGTH || !bearer.startsWith(PREFIX) || bearer.charAt(end) != '_' || !isPlain(bearer)) {
            return null;
        }
        return new ApiKey(bearer.substring(PREFIX.length(), end), sha256(bearer));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127) {
                return false;
            }
        }
        return true;
    }

    static byte[] sha256(String text) {
        return SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
