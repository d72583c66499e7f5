package dev.giveback.feedback.links;

import dev.giveback.feedback.domain.CustomerId;
import java.security.SecureRandom;

/** Chances of the service. What is drawn is recorded with what it decided. */
public final class Draws {
    /** Chances are in parts of this. */
    public static final int PARTS = 10_000;

    private static final String CODE_CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CODE_LENGTH = 10;

    private final SecureRandom random = new SecureRandom();
    private final ServiceKey key;

    /** Chances of the installation of this key. */
    public Draws(ServiceKey key) {
        this.key = key;
    }

    /** A random number from 0 to 9,999. */
    public int chance() {
        return random.nextInt(PARTS);
    }

    /** A number from 0 to 9,999 that a customer has for ever, by the service's key: who is below a program's share is held out. */
    public int heldOut(CustomerId customer) {
        return key.heldOut(customer);
    }

    /** A random referral code: 10 characters of Crockford's base 32. */
    public String referralCode() {
        StringBuilder code = new StringBuilder(CODE_LENGTH);
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(CODE_CHARACTERS.charAt(random.nextInt(CODE_CHARACTERS.length())));
        }
        return code.toString();
    }
}
