import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that a call comes from Giveback, with the JDK alone: java VerifyWebhook.java SECRET WEBHOOK-ID WEBHOOK-TIMESTAMP WEBHOOK-SIGNATURE &lt; body
 *
 * Exit code 0: it does; 1: it does not; 2: wrong use. A shop takes the method verify; the body must be the bytes that came in, before any JSON
 * library has touched them.
 */
public final class VerifyWebhook {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    static boolean verify(String secret, String id, String timestamp, String signatures, byte[] body, Instant now)
            throws GeneralSecurityException {
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.UTF_8);
        boolean isSigned = false;
        // While a secret is rotated there are two.
        for (String signature : signatures.split(" ")) {
            isSigned |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return isSigned;
    }

    public static void main(String[] headers) throws Exception {
        if (headers.length != 4) {
            System.err.println("usage: java VerifyWebhook.java SECRET WEBHOOK-ID WEBHOOK-TIMESTAMP WEBHOOK-SIGNATURE < body");
            System.exit(2);
        }
        byte[] body = System.in.readAllBytes();
        boolean isRight = verify(headers[0], headers[1], headers[2], headers[3], body, Instant.now());
        System.out.println(isRight ? "signed" : "not signed");
        System.exit(isRight ? 0 : 1);
    }
}
