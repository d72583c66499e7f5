package dev.giveback.access.domain;

import java.util.List;

/**
 * What somebody may do, and for which programs.
 *
 * @param scopes {@code *} among them is every scope
 * @param programs names of programs; {@code *} alone is all, those to come as well
 */
public record Grant(List<String> scopes, List<String> programs) {
    /** Every scope, or all programs. */
    public static final String ALL = "*";
    /** The scope of those who make keys. */
    public static final String MAKES_KEYS = "access.admin";

    /** Everything, for all programs. */
    public static final Grant EVERYTHING = new Grant(List.of(ALL), List.of(ALL));

    /** Copies both. */
    public Grant {
        scopes = List.copyOf(scopes);
        programs = List.copyOf(programs);
    }

    /** Whether whoever has this has all of the other. */
    public boolean covers(Grant other) {
        return (scopes.contains(ALL) || scopes.containsAll(other.scopes))
                && (programs.contains(ALL) || programs.containsAll(other.programs));
    }

    /** Whether whoever has this can make keys. */
    public boolean makesKeys() {
        return covers(new Grant(List.of(MAKES_KEYS), List.of(ALL)));
    }
}
