package dev.giveback.coupon.domain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What CheckCode promised a customer, as a token that the campaign need not keep: when, and a proof that only the campaign can make.
 * It is honoured once.
 *
 * @param id of the quote, under which its use is remembered
 */
record Quote(Instant time, String id) {
    private static final int PROOF_BYTES = 16;
    private static final int TOKEN_BYTES = Long.BYTES + PROOF_BYTES;

    /** A token of this moment for this customer. */
    static String token(Secret secret, String customer, Instant now) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(TOKEN_BYTES)
                        .putLong(now.toEpochMilli())
                        .put(proof(secret, customer, now.toEpochMilli()))
                        .array());
    }

    /** The quote of a token, if it is one of this campaign for this customer and not too old. */
    static Optional<Quote> read(Secret secret, String customer, String token, Duration timeToLive, Instant now) {
        Optional<ByteBuffer> bytes = decoded(token);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        long millis = bytes.get().getLong();
        byte[] proof = new byte[PROOF_BYTES];
        bytes.get().get(proof);
        boolean genuine = MessageDigest.isEqual(proof, proof(secret, customer, millis));
        Instant time = Instant.ofEpochMilli(millis);
        return genuine && !time.plus(timeToLive).isBefore(now) ? Optional.of(new Quote(time, token)) : Optional.empty();
    }

    private static Optional<ByteBuffer> decoded(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            return bytes.length == TOKEN_BYTES ? Optional.of(ByteBuffer.wrap(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] proof(Secret secret, String customer, long millis) {
        return Arrays.copyOf(secret.mac("quote.v1", millis + " " + customer), PROOF_BYTES);
    }
}
