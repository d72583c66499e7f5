package dev.giveback.loyalty.privacy;

import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * The master keys, which wrap the keys of customers: a keyset from the configuration, or what a key management service does for us. It may
 * be called by several threads at once and may block.
 */
public interface MasterKeys {
    /** A wrapped key, and the master key that wrapped it. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed on, and none is compared.
    record Wrapped(String masterKeyId, byte[] bytes) {}

    /** The one that wraps from now on. */
    String primaryId();

    /** All that unwrap. */
    Set<String> ids();

    /**
     * Wraps a key by the primary master key.
     *
     * @param context what the key is for; unwrapping needs the same
     */
    Wrapped wrap(byte[] key, byte[] context) throws GeneralSecurityException;

    /** The key again; it fails for another context, or when nothing of ours wrapped it. */
    byte[] unwrap(Wrapped wrapped, byte[] context) throws GeneralSecurityException;

    /** Whether a new one is made here; else where they are kept. */
    boolean isOurs();

    /**
     * Makes a new master key that is the primary from now on; the others go on unwrapping.
     *
     * @throws UnsupportedOperationException when they are not {@linkplain #isOurs() ours}
     */
    void addPrimary() throws GeneralSecurityException;
}
