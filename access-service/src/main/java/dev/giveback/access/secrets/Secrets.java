package dev.giveback.access.secrets;

import dev.giveback.access.domain.KeyId;
import java.security.SecureRandom;
import java.util.Base64;

/** Draws ids and secrets at random. */
public final class Secrets {
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** The secret of a new key or session, with its id. */
    public DrawnSecret draw() {
        StringBuilder id = new StringBuilder(KeyId.LENGTH);
        while (id.length() < KeyId.LENGTH) {
            id.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return drawFor(new KeyId(id.toString()));
    }

    /** A new secret of a key that there is. */
    public DrawnSecret drawFor(KeyId id) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new DrawnSecret(
                id,
                "gb_" + id.text() + "_"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
