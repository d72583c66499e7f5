package dev.giveback.feedback.customers;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be known of a program.
 *
 * @param displayName for people; may be empty
 * @param tierNames by id, the lowest first
 */
public record ProgramFacts(
        String id, String displayName, ZoneId zone, String currencyCode, Map<String, String> tierNames) {
    public ProgramFacts {
        tierNames = Collections.unmodifiableMap(new LinkedHashMap<>(tierNames));
    }

    /** The place of a tier: 0 for none, 1 for the lowest; -1 for one that there is not. */
    public int rank(String tierId) {
        if (tierId.isEmpty()) {
            return 0;
        }
        int rank = 1;
        for (String id : tierNames.keySet()) {
            if (id.equals(tierId)) {
                return rank;
            }
            rank++;
        }
        return -1;
    }
}
