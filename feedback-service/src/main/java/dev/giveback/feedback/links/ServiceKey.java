package dev.giveback.feedback.links;

import com.google.crypto.tink.subtle.Hkdf;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of this installation: 32 random bytes, the same on every node.
 *
 * <p>It is never used itself: each purpose has a key of its own that follows from it (HKDF of RFC 5869 with SHA-256). It says nothing of
 * itself, because keys get into logs that way.
 */
public final class ServiceKey {
    /** How many bytes it has. */
    public static final int BYTES = 32;

    private static final String WHERE = "giveback.feedback.links.key-file";
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;

    private ServiceKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * The key that {@code giveback.feedback.links} gives by value, or that of its file, which is made when it is not there.
     *
     * @throws StartupException when neither is given, the file cannot be read or written, or what is there is no key
     */
    public static ServiceKey load(Settings links) {
        String value = links.secret("key");
        if (!value.isBlank()) {
            return of(value, "giveback.feedback.links.key");
        }
        Optional<String> file = links.optionalText("key-file");
        if (file.isEmpty()) {
            throw new StartupException("setting " + WHERE
                    + ": not given (expected: a file for the service's key, GIVEBACK_FEEDBACK_KEY_FILE, or the key itself,"
                    + " GIVEBACK_FEEDBACK_KEY)");
        }
        return of(KeyFile.readOrMake(Path.of(file.get()), ServiceKey::random), WHERE);
    }

    private static ServiceKey of(String base64, String setting) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == BYTES) {
                return new ServiceKey(bytes);
            }
        } catch (IllegalArgumentException notBase64) {
            throw refused(setting);
        }
        throw refused(setting);
    }

    private static StartupException refused(String setting) {
        return new StartupException("setting " + setting + ": not shown (expected: " + BYTES + " bytes in base 64)");
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The secret of a program's webhook by its number: 32 bytes. */
    public byte[] webhookSecret(String program, long version) {
        return derived("webhook/" + program + "/" + version, BYTES);
    }

    /**
     * A secret that calls of a webhook are signed with, by its number: 32 bytes.
     *
     * @param createdMillis when the webhook was created, because another one of the same name has other secrets
     */
    public byte[] signingSecret(String webhook, long createdMillis, long version) {
        return derived("signing/" + webhook + "/" + createdMillis + "/" + version, BYTES);
    }

    /** A key for fingerprints of what may hold personal data. */
    public byte[] fingerprintKey() {
        return derived("fingerprint", BYTES);
    }

    /** A number from 0 to 9,999 that is a customer's for ever. */
    int heldOut(CustomerId customer) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(derived("held-out", BYTES), HMAC));
            byte[] hash = mac.doFinal(customer.entity().getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), 10_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: not there (expected: in every Java platform)", e);
        }
    }

    byte[] derived(String purpose, int bytes) {
        try {
            return Hkdf.computeHkdf(
                    "HMACSHA256",
                    secret,
                    new byte[0],
                    ("giveback.feedback/" + purpose).getBytes(StandardCharsets.UTF_8),
                    bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + bytes + " bytes could not be derived", e);
        }
    }

    @Override
    public String toString() {
        return "ServiceKey[secret]";
    }
}
