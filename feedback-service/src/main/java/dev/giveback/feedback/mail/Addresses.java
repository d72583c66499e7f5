package dev.giveback.feedback.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** E-mail addresses: exactly one, in one line, so that nothing that is written into a profile or a policy becomes a header. */
public final class Addresses {
    /** The longest that an address can be (RFC 5321). */
    public static final int MAX_LENGTH = 254;

    /** Of ASCII alone: other letters need mail servers that are rare (RFC 6531), and a wrong guess reaches somebody else. */
    private static final Pattern PLAIN = Pattern.compile("[!-~&&[^<>,;:\"()\\[\\]@\\\\]]{1,64}@[A-Za-z0-9.-]+");

    private static final Pattern NOT_OF_A_LINE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private Addresses() {}

    /** Whether a mail can be sent to it: {@code name@domain}, nothing else. */
    public static boolean isAddress(String address) {
        if (address.length() > MAX_LENGTH || !PLAIN.matcher(address).matches()) {
            return false;
        }
        try {
            new InternetAddress(address, true).validate();
            return true;
        } catch (AddressException none) {
            return false;
        }
    }

    /** Whether mails can come from it: an address with or without a name. */
    public static boolean isSender(String sender) {
        try {
            sender(sender);
            return true;
        } catch (AddressException none) {
            return false;
        }
    }

    static InternetAddress customer(String address) throws AddressException {
        if (!isAddress(address)) {
            throw new AddressException("not an address");
        }
        return new InternetAddress(address, true);
    }

    static InternetAddress sender(String sender) throws AddressException {
        if (!oneLine(sender).equals(sender.strip())) {
            throw new AddressException("more than one line");
        }
        InternetAddress[] all = InternetAddress.parse(sender, true);
        if (all.length != 1 || !isAddress(all[0].getAddress())) {
            throw new AddressException("not one address");
        }
        try {
            // Set anew, so that a name of other letters is encoded.
            all[0].setPersonal(all[0].getPersonal(), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("UTF-8: not there (expected: in every Java platform)", e);
        }
        return all[0];
    }

    static String domain(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().lastIndexOf('@') + 1);
    }

    /** A text without line ends and other control characters. */
    static String oneLine(String text) {
        return NOT_OF_A_LINE.matcher(text).replaceAll(" ").strip();
    }
}
