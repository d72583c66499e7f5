package dev.giveback.feedback.texts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A text of a person with the hash that the journal names it by.
 *
 * @param hash SHA-256 over salt and text, 64 hexadecimal digits
 * @param salt 16 random bytes, 32 hexadecimal digits: without it nobody can try whether a text fits a hash
 * @param text at most 2,000 characters
 */
public record PersonalText(String hash, String salt, String text) {
    /** The longest text, in characters. */
    public static final int MAX_LENGTH = 2_000;

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A text with a salt of its own. */
    public static PersonalText of(String text) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new PersonalText(hash(salt, text), HexFormat.of().formatHex(salt), text);
    }

    private static String hash(byte[] salt, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not there (expected: in every Java platform)", e);
        }
    }

    /** Nothing of the text, because it is personal. */
    @Override
    public String toString() {
        return "PersonalText[" + hash + "]";
    }
}
