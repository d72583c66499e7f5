package dev.giveback.feedback.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The header that proves who calls: {@code t={unix seconds},v1={hex of HMAC-SHA256(secret, "{t}.{body}")}}, one v1 a secret that counts. */
final class Signature {
    /** Its name. */
    static final String HEADER = "Giveback-Signature";

    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    static String of(byte[] body, Instant time, List<byte[]> secrets) {
        long seconds = time.getEpochSecond();
        return "t=" + seconds
                + secrets.stream()
                        .map(secret -> ",v1=" + HexFormat.of().formatHex(mac(body, seconds, secret)))
                        .collect(Collectors.joining());
    }

    private static byte[] mac(byte[] body, long seconds, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: not there (expected: in every Java platform)", e);
        }
    }
}
