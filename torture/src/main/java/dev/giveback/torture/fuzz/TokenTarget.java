package dev.giveback.torture.fuzz;

import com.nimbusds.jose.JOSEException;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import io.grpc.MethodDescriptor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Who a caller says it is, at the gateway. An input that begins with a zero is the rest as the bearer, a key or a token. Any other one is a
 * header and claims in two lines, which the issuer signs, so that what is in them is reached.
 */
final class TokenTarget implements Target {
    private static final MethodDescriptor<byte[], byte[]> METHOD =
            RawCall.ofBytes(ProgramServiceGrpc.getListProgramsMethod());
    private static final List<String> VALUES = List.of(
            "\"" + Installation.ISSUER + "\"",
            "\"" + Installation.AUDIENCE + "\"",
            "[\"" + Installation.AUDIENCE + "\", 1, null]",
            "1900000000",
            "-1",
            "1e300",
            "99999999999999999999",
            "9223372036854775807",
            "9223372036854775",
            "1.5",
            "null",
            "true",
            "\"\"",
            "\"*\"",
            "\"checkout  catalogue *\"",
            "[]",
            "{}",
            "[null, \"programs/fuzz\", 3]",
            "[\"*\"]",
            "\"" + "x".repeat(300) + "\"",
            "\"\\ud800\"",
            "[[[[[[[[]]]]]]]]");
    private static final List<String> CLAIMS =
            List.of("iss", "aud", "exp", "nbf", "iat", "sub", "scope", "giveback_programs", "jti", "crit");

    private final Supplier<Installation> installation;

    TokenTarget(Supplier<Installation> installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public byte[] sample(Random random) {
        if (random.nextInt(4) == 0) {
            List<String> bearers = List.of(
                    "gb_abcdefghijkl_" + "A".repeat(43),
                    "e30.e30.AA",
                    "eyJhbGciOiJub25lIn0.e30.",
                    "eyJhbGciOiJIUzI1NiIsImtpZCI6Im9uZSJ9.eyJzdWIiOiJhIn0.AAAA",
                    "..",
                    "gb__");
            return bytes(0, bearers.get(random.nextInt(bearers.size())));
        }
        String header = "{\"alg\":\"ES256\",\"kid\":\"one\"" + (random.nextInt(4) == 0 ? extra(random) : "") + "}";
        StringBuilder claims = new StringBuilder("{\"iss\":\"" + Installation.ISSUER + "\",\"aud\":\""
                + Installation.AUDIENCE + "\",\"exp\":4000000000,\"sub\":\"till\",\"scope\":\"*\"");
        for (int more = 0; more < random.nextInt(4); more++) {
            claims.append(",\"")
                    .append(CLAIMS.get(random.nextInt(CLAIMS.size())))
                    .append("\":")
                    .append(VALUES.get(random.nextInt(VALUES.size())));
        }
        return bytes(1, header + "\n" + claims + "}");
    }

    private static String extra(Random random) {
        List<String> names = List.of("typ", "crit", "b64", "zip", "jku", "x5c", "jwk", "kid");
        return ",\"" + names.get(random.nextInt(names.size())) + "\":" + VALUES.get(random.nextInt(VALUES.size()));
    }

    private static byte[] bytes(int kind, String text) {
        byte[] rest = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[rest.length + 1];
        bytes[0] = (byte) kind;
        System.arraycopy(rest, 0, bytes, 1, rest.length);
        return bytes;
    }

    @Override
    public void read(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        String bearer = input[0] == 0 ? new String(rest, StandardCharsets.ISO_8859_1) : signed(rest);
        Handlers.judge(RawCall.status(installation.get().bearing(bearer), METHOD, new byte[0]));
    }

    /** By hand: the library would not write what nobody should. */
    private String signed(byte[] lines) throws JOSEException, GeneralSecurityException {
        int line = 0;
        while (line < lines.length && lines[line] != '\n') {
            line++;
        }
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String head = encoder.encodeToString(Arrays.copyOf(lines, line));
        String claims =
                encoder.encodeToString(Arrays.copyOfRange(lines, Math.min(line + 1, lines.length), lines.length));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(installation.get().issuerKey().toECPrivateKey());
        signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
        return head + "." + claims + "." + encoder.encodeToString(signature.sign());
    }

    @Override
    public long mostAllocated() {
        return 256L << 20;
    }

    @Override
    public boolean isServed() {
        return true;
    }
}
