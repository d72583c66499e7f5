package dev.giveback.loyalty.domain;

import org.jspecify.annotations.Nullable;

/**
 * Which customer of which program: {@code programs/{program}/customers/{customer}} in the published contract,
 * {@code {program}|{customer}} in the cluster.
 */
public record CustomerId(String program, String customer) {
    /** What a program id and a customer id may be, for a message. */
    public static final String RULE =
            "must be programs/{program}/customers/{customer}; the customer 1 to 64 of A-Z a-z 0-9 . _ ~ -";

    private static final String PROGRAMS = "programs/";
    private static final String CUSTOMERS = "/customers/";
    private static final int MAX_PROGRAM_LENGTH = 40;
    private static final int MAX_CUSTOMER_LENGTH = 64;

    /** The customer of a resource name; null if it is none. Written out, because every call passes here. */
    public static @Nullable CustomerId parse(String name) {
        int customers = name.indexOf(CUSTOMERS);
        if (!name.startsWith(PROGRAMS) || customers < PROGRAMS.length()) {
            return null;
        }
        String program = name.substring(PROGRAMS.length(), customers);
        String customer = name.substring(customers + CUSTOMERS.length());
        return isProgram(program) && isCustomer(customer) ? new CustomerId(program, customer) : null;
    }

    /** The resource name. */
    public String name() {
        return PROGRAMS + program + CUSTOMERS + customer;
    }

    /** The id in the cluster; neither part can hold the bar. */
    public String entity() {
        return program + '|' + customer;
    }

    /** The customer of an id in the cluster. */
    public static CustomerId ofEntity(String entity) {
        int bar = entity.indexOf('|');
        return new CustomerId(entity.substring(0, bar), entity.substring(bar + 1));
    }

    private static boolean isProgram(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_PROGRAM_LENGTH
                && id.charAt(0) >= 'a'
                && id.charAt(0) <= 'z'
                && id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static boolean isCustomer(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_CUSTOMER_LENGTH
                && id.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || ".-_~".indexOf(c) >= 0);
    }
}
