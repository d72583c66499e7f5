package dev.giveback.loyalty.privacy;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import com.google.protobuf.Message;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.contract.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;

/** A customer's key, unwrapped: it seals, opens and fingerprints. It says nothing of itself but its id and whose it is. */
final class DataKey {
    static final int BYTES = 32;

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + KeyId.BYTES;

    private final KeyId id;
    private final CustomerId owner;
    private final Instant created;
    private final Aead aead;
    private final byte[] fingerprintKey;

    private DataKey(KeyId id, CustomerId owner, Instant created, Aead aead, byte[] fingerprintKey) {
        this.id = id;
        this.owner = owner;
        this.created = created;
        this.aead = aead;
        this.fingerprintKey = fingerprintKey;
    }

    /** The key of these 32 bytes. Encryption and fingerprints have keys of their own that follow from it. */
    @AccessesPartialKey
    static DataKey of(KeyId id, CustomerId owner, Instant created, byte[] secret) {
        try {
            AesGcmParameters parameters = AesGcmParameters.builder()
                    .setKeySizeBytes(BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
            AesGcmKey key = AesGcmKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(derived(secret, "seal"), InsecureSecretKeyAccess.get()))
                    .build();
            return new DataKey(id, owner, created, AesGcmJce.create(key), derived(secret, "fingerprint"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + BYTES + " bytes could not be used", e);
        }
    }

    private static byte[] derived(byte[] secret, String purpose) throws GeneralSecurityException {
        return Hkdf.computeHkdf(
                "HMACSHA256", secret, new byte[0], ("giveback/" + purpose).getBytes(StandardCharsets.UTF_8), BYTES);
    }

    KeyId id() {
        return id;
    }

    CustomerId owner() {
        return owner;
    }

    Instant created() {
        return created;
    }

    /** Version, key id, and what the cipher makes of it. */
    byte[] seal(byte[] plain, String field) {
        try {
            byte[] sealed = aead.encrypt(plain, context(field));
            return ByteBuffer.allocate(HEADER + sealed.length)
                    .put(VERSION)
                    .put(id.bytes())
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a value of " + owner.name() + " could not be sealed", e);
        }
    }

    /** What was sealed by this key for this field. */
    byte[] open(byte[] sealed, String field) {
        try {
            return aead.decrypt(Arrays.copyOfRange(sealed, HEADER, sealed.length), context(field));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a sealed value of " + owner.name() + ", " + field
                            + ": is damaged, or was sealed for another place",
                    e);
        }
    }

    long fingerprint(Message request, String... leftOut) {
        return Fingerprint.keyed(request, fingerprintKey, leftOut);
    }

    private byte[] context(String field) {
        return (PersistenceIds.of(owner) + "|" + field).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether these bytes look like something sealed. */
    static boolean isSealed(byte[] bytes) {
        return bytes.length > HEADER && bytes[0] == VERSION;
    }

    /** Which key sealed this. */
    static KeyId keyOf(byte[] sealed) {
        return KeyId.of(Arrays.copyOfRange(sealed, 1, HEADER));
    }

    @Override
    public String toString() {
        return "DataKey[" + owner.name() + "]";
    }
}
