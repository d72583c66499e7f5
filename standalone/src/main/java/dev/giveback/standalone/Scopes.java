package dev.giveback.standalone;

import dev.giveback.standalone.console.Problem;

/** Resource names of what is given on the command line. */
final class Scopes {
    private static final String PROGRAMS = "programs/";
    private static final String CUSTOMERS = "/customers/";

    private Scopes() {}

    /** {@code shop}, or the resource name itself. */
    static String ofProgram(String text) {
        return text.startsWith(PROGRAMS) ? text : PROGRAMS + text;
    }

    /** {@code shop/anna}, or the resource name itself. */
    static String ofCustomer(String text) {
        if (text.contains(CUSTOMERS)) {
            return text;
        }
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw Problem.usage("customer: " + text + " (expected: PROGRAM/ID, or programs/PROGRAM/customers/ID)");
        }
        return PROGRAMS + text.substring(0, slash) + CUSTOMERS + text.substring(slash + 1);
    }
}
