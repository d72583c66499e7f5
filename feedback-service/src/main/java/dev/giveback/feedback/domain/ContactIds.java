package dev.giveback.feedback.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids of contacts: a hash of source and occasion, so that an occasion has one contact. */
public final class ContactIds {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 16;
    private static final int BITS = 5;

    private ContactIds() {}

    /**
     * 16 characters of base 32, the first 80 bits of a SHA-256.
     *
     * @param sourceId {@code surveys/{id}} or {@code messages/{id}}
     * @param reference of the occasion
     */
    public static String of(String sourceId, OccasionKind kind, String reference) {
        byte[] hash =
                sha256().digest((sourceId + '\n' + kind.number() + '\n' + reference).getBytes(StandardCharsets.UTF_8));
        StringBuilder id = new StringBuilder(LENGTH);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; id.length() < LENGTH; ) {
            if (bits < BITS) {
                buffer = ((buffer << Byte.SIZE) | (hash[i++] & 0xff)) & 0xffff;
                bits += Byte.SIZE;
            }
            bits -= BITS;
            id.append(ALPHABET.charAt((buffer >> bits) & 31));
        }
        return id.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
