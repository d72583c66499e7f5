package dev.giveback.coupon.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The id of a claim, which is the id of its coupon: it follows from campaign, customer and request, so a repeat has the same one. */
public final class ClaimId {
    private static final int BYTES = 20;

    private ClaimId() {}

    /** 40 hexadecimal digits: the first 160 bits of the SHA-256 over the three, each ended by a zero byte. */
    public static String of(CampaignId campaign, String customer, String requestId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {campaign.name(), customer, requestId}) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not there (expected: in every Java platform)", e);
        }
    }
}
