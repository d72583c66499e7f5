package dev.giveback.feedback.mail;

import dev.giveback.feedback.domain.CustomerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a contact is called outside of the service, the same at every try: the Message-ID's left part, the name of a file, the idempotency id of
 * a webhook. A contact's id alone is unique in its customer only, because two customers can have an occasion of the same name, a day say; so a
 * hash of the customer stands beside it, which does not tell who it is.
 */
public final class DeliveryId {
    private static final int HASH_DIGITS = 16;

    private DeliveryId() {}

    /** {@code {contact}.{hash of the customer}.{program}}. */
    public static String of(CustomerId customer, String contactId) {
        return contactId + '.' + hash(customer.entity()) + '.' + customer.program();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not there (expected: in every Java platform)", e);
        }
    }
}
