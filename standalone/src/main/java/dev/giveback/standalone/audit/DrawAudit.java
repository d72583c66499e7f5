package dev.giveback.standalone.audit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the draws of a surprise, one after the other by number, with nothing but what the contract says of them. */
public final class DrawAudit {
    private static final int FACES = 10_000;
    private static final int WORD_BYTES = 8;
    private static final int WORDS = 4;
    private static final BigInteger FAIR = new BigInteger("18446744073709550000");
    private static final int MAX_FINDINGS = 10;

    private final Optional<byte[]> seed;
    private final Set<String> orders = new HashSet<>();
    private final List<String> findings = new ArrayList<>();
    private long checked;
    private long wrong;
    private long faults;

    /**
     * One draw as it is recorded.
     *
     * @param customer id without the program
     * @param lost whether its outcome is that the roll did not win
     */
    public record Drawn(long number, String customer, String order, int roll, int chanceBasisPoints, boolean lost) {}

    /**
     * An audit that has seen no draw.
     *
     * @param commitment SHA-256 of the seed, as hexadecimal digits
     * @param seed as hexadecimal digits; empty while it is not shown, and then rolls cannot be checked
     */
    public DrawAudit(String commitment, Optional<String> seed) {
        this.seed = seed.map(HexFormat.of()::parseHex);
        this.seed.ifPresent(bytes -> expect(
                HexFormat.of().formatHex(sha256(bytes)).equals(commitment),
                "the seed is not the one that was committed to"));
    }

    /** Checks the next draw. */
    public void check(Drawn draw) {
        checked++;
        long before = faults;
        expect(
                draw.number() == checked,
                "draw " + draw.number() + " comes as the " + checked + ". (expected: no gap, none twice)");
        expect(
                orders.add(draw.customer() + "\n" + draw.order()),
                "draw " + draw.number() + ": order " + draw.order() + " of " + draw.customer() + " was drawn before");
        expect(
                draw.lost() == (draw.roll() >= draw.chanceBasisPoints()),
                "draw " + draw.number() + ": a roll of " + draw.roll() + " at " + draw.chanceBasisPoints()
                        + " is told as " + (draw.lost() ? "lost" : "not lost"));
        seed.ifPresent(key -> expectRoll(draw, key));
        wrong += faults > before ? 1 : 0;
    }

    private void expectRoll(Drawn draw, byte[] key) {
        int roll = roll(key, draw.customer(), draw.order());
        expect(
                roll == draw.roll(),
                "draw " + draw.number() + ": the roll is " + draw.roll() + " (expected: " + roll + ", by the seed)");
    }

    /** The roll of an order, 0 to 9,999. */
    static int roll(byte[] seed, String customer, String order) {
        byte[] hash = hmac(seed, (customer + "\0" + order).getBytes(StandardCharsets.UTF_8));
        BigInteger number = BigInteger.ZERO;
        for (int word = 0; word < WORDS; word++) {
            number = new BigInteger(1, Arrays.copyOfRange(hash, word * WORD_BYTES, (word + 1) * WORD_BYTES));
            if (number.compareTo(FAIR) < 0) {
                break;
            }
        }
        return number.mod(BigInteger.valueOf(FACES)).intValueExact();
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HmacSHA256: not there (expected: in every Java platform)", impossible);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("SHA-256: not there (expected: in every Java platform)", impossible);
        }
    }

    private void expect(boolean holds, String finding) {
        if (!holds) {
            faults++;
            if (findings.size() < MAX_FINDINGS) {
                findings.add(finding);
            }
        }
    }

    /** Draws that were checked. */
    public long checked() {
        return checked;
    }

    /** Of these, draws with something wrong. */
    public long wrong() {
        return wrong;
    }

    /** What is wrong, in words; the first 10. */
    public List<String> findings() {
        return List.copyOf(findings);
    }
}
