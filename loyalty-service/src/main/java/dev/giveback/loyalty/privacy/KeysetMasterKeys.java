package dev.giveback.loyalty.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmParameters;
import dev.giveback.platform.lifecycle.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Master keys that are a Tink keyset of AES-256-GCM keys, as JSON in clear: a file of ours, or a text that the configuration gives. */
final class KeysetMasterKeys implements MasterKeys {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final @Nullable Path file;
    private volatile Current current;

    /** The keyset, and what wraps by it. */
    private record Current(KeysetHandle keys, Aead aead) {
        static Current of(KeysetHandle keys) throws GeneralSecurityException {
            return new Current(keys, keys.getPrimitive(RegistryConfiguration.get(), Aead.class));
        }
    }

    private KeysetMasterKeys(@Nullable Path file, KeysetHandle keys) throws GeneralSecurityException {
        this.file = file;
        this.current = Current.of(keys);
    }

    /** The keyset that the configuration gives as a text. */
    static KeysetMasterKeys ofText(String json) {
        return of(null, json, "giveback.loyalty.privacy.master-keys.keyset");
    }

    /** The keyset in a file. */
    static KeysetMasterKeys ofFile(Path file) {
        return of(file, KeyFiles.read(file), file.toString());
    }

    /** The keyset in a file, which is made with one new key if there is none. */
    static KeysetMasterKeys ofFileOrNew(Path file) {
        if (!Files.exists(file)) {
            KeyFiles.write(file, newKeyset());
        }
        return ofFile(file);
    }

    /** A keyset of one new key, as JSON. */
    static String newKeyset() {
        try {
            AeadConfig.register();
            return json(KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.generateEntryFromParameters(parameters())
                            .withRandomId()
                            .makePrimary())
                    .build());
        } catch (GeneralSecurityException e) {
            throw new StartupException("no master key could be made", e);
        }
    }

    private static KeysetMasterKeys of(@Nullable Path file, String json, String where) {
        try {
            AeadConfig.register();
            return new KeysetMasterKeys(
                    file,
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            // The cause may quote the text, which is the secret.
            throw new StartupException(where + ": is no keyset of Tink for authenticated encryption, as JSON");
        }
    }

    @Override
    public String primaryId() {
        return id(current.keys.getPrimary());
    }

    @Override
    public Set<String> ids() {
        KeysetHandle keys = current.keys;
        return IntStream.range(0, keys.size())
                .mapToObj(keys::getAt)
                .map(KeysetMasterKeys::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Wrapped wrap(byte[] key, byte[] context) throws GeneralSecurityException {
        Current now = current;
        return new Wrapped(id(now.keys.getPrimary()), now.aead.encrypt(key, context));
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] context) throws GeneralSecurityException {
        return current.aead.decrypt(wrapped.bytes(), context);
    }

    @Override
    public boolean isOurs() {
        return file != null;
    }

    @Override
    public synchronized void addPrimary() throws GeneralSecurityException {
        if (file == null) {
            throw new UnsupportedOperationException("the master keys are given by the configuration");
        }
        KeysetHandle more = KeysetHandle.newBuilder(current.keys)
                .addEntry(KeysetHandle.generateEntryFromParameters(parameters())
                        .withRandomId()
                        .makePrimary())
                .build();
        // Nothing is wrapped by a key that is not on the disk yet.
        KeyFiles.write(file, json(more));
        current = Current.of(more);
    }

    private static AesGcmParameters parameters() throws GeneralSecurityException {
        return AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(NONCE_BYTES)
                .setTagSizeBytes(TAG_BYTES)
                .setVariant(AesGcmParameters.Variant.TINK)
                .build();
    }

    private static String json(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    private static String id(KeysetHandle.Entry entry) {
        return Integer.toUnsignedString(entry.getId());
    }
}
