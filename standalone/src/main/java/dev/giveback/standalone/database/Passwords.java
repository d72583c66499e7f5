package dev.giveback.standalone.database;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that nobody types. */
final class Passwords {
    private static final int BYTES = 24;

    private Passwords() {}

    /** A new one, 48 hexadecimal digits. */
    static String generate() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
