package dev.giveback.feedback.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which customer of which program: {@code programs/{program}/customers/{customer}}. */
public record CustomerId(String program, String customer) {
    /** What a name must be, for a message. */
    public static final String RULE =
            "must be programs/{program}/customers/{customer}; the customer 1 to 64 of A-Z a-z 0-9 . _ ~ -";

    private static final Pattern NAME =
            Pattern.compile("programs/([a-z][a-z0-9-]{0,39})/customers/([A-Za-z0-9._~-]{1,64})");

    /** The customer of a resource name; null if it is none. */
    public static @Nullable CustomerId parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? new CustomerId(matcher.group(1), matcher.group(2)) : null;
    }

    /** The resource name. */
    public String name() {
        return "programs/" + program + "/customers/" + customer;
    }

    /** {@code {program}|{customer}}, what its actor is found by. */
    public String entity() {
        return program + '|' + customer;
    }

    /** The customer of such an id. */
    public static CustomerId ofEntity(String entity) {
        int bar = entity.indexOf('|');
        return new CustomerId(entity.substring(0, bar), entity.substring(bar + 1));
    }
}
