package dev.giveback.gateway.guard;

/** What names of resources begin with. */
final class ResourceNames {
    private static final String PROGRAMS = "programs/";
    private static final String CUSTOMERS = "/customers/";

    private ResourceNames() {}

    /** The program that the resource is in, {@code programs/{program}}; empty if it is in none. */
    static String program(String resource) {
        if (!resource.startsWith(PROGRAMS)) {
            return "";
        }
        int end = resource.indexOf('/', PROGRAMS.length());
        return end < 0 ? resource : resource.substring(0, end);
    }

    /** The customer that the resource is or belongs to, {@code programs/{program}/customers/{customer}}; empty if there is none. */
    static String customer(String resource) {
        int programEnd = resource.startsWith(PROGRAMS) ? resource.indexOf('/', PROGRAMS.length()) : -1;
        if (programEnd < 0 || !resource.startsWith(CUSTOMERS, programEnd)) {
            return "";
        }
        int end = resource.indexOf('/', programEnd + CUSTOMERS.length());
        return end < 0 ? resource : resource.substring(0, end);
    }
}
