package dev.giveback.feedback.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves who calls, as Standard Webhooks has it: {@code v1,{base 64 of HMAC-SHA256(secret, "{id}.{unix seconds}.{body}")}}, one a secret that
 * counts, with spaces between.
 */
final class Signature {
    /** The header with the id of what is told, the same at every try. */
    static final String ID = "webhook-id";
    /** The header with the time of the call, in seconds. */
    static final String TIMESTAMP = "webhook-timestamp";
    /** The header with the signatures. */
    static final String SIGNATURE = "webhook-signature";

    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    static String of(String id, Instant time, byte[] body, List<byte[]> secrets) {
        byte[] head = (id + '.' + time.getEpochSecond() + '.').getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(mac(head, body, secret)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] mac(byte[] head, byte[] body, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: not there (expected: in every Java platform)", e);
        }
    }
}
