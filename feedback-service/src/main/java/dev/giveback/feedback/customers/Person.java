package dev.giveback.feedback.customers;

import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * A customer as a person: read when it is needed, never kept.
 *
 * @param displayName how the customer is to be called; may be empty
 * @param givenName may be empty
 * @param email may be empty
 * @param languageCode a BCP 47 tag; may be empty
 * @param zone the profile's attribute {@code time_zone}, or the program's
 * @param birthDate {@code YYYY-MM-DD} or {@code --MM-DD}; may be empty
 */
public record Person(
        String displayName, String givenName, String email, String languageCode, ZoneId zone, String birthDate) {
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl}<>]+@[^@\\s\\p{Cntrl}<>]+");
    private static final int MAX_ADDRESS = 254;

    /** Whether there is an address that can be one. */
    public boolean hasEmail() {
        return email.length() <= MAX_ADDRESS && ADDRESS.matcher(email).matches();
    }

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "Person";
    }
}
