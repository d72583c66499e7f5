package dev.giveback.feedback.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits. */
final class Network {
    private static final Pattern TEXT = Pattern.compile("([0-9a-fA-F:.]+)/([0-9]{1,3})");

    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code fd00::/8}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Network parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches() && (matcher.group(1).contains(":") || isDotted(matcher.group(1)))) {
            try {
                byte[] address = InetAddress.getAllByName(matcher.group(1))[0].getAddress();
                int bits = Integer.parseInt(matcher.group(2));
                if (bits <= address.length * Byte.SIZE) {
                    return new Network(address, bits);
                }
            } catch (UnknownHostException none) {
                throw refused(text);
            }
        }
        throw refused(text);
    }

    private static boolean isDotted(String address) {
        return address.chars().filter(character -> character == '.').count() == 3;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("network: \"" + text + "\" (expected: like 10.0.0.0/8 or fd00::/8)");
    }

    /** Whether an address is one of them; an IPv4 address is never in a network of IPv6. */
    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((address[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
