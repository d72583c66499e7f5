package dev.giveback.platform.acts;

import java.util.Map;

/**
 * What an admin asks for.
 *
 * @param verb the method's name
 * @param subject resource name of the customer or program that it is about; empty for everything
 * @param principal as authenticated; empty if nobody was
 * @param operator who asks, as they say themselves
 * @param reason why
 * @param details what is asked for, by name; no personal data
 */
public record AdminAsk(
        String verb, String subject, String principal, String operator, String reason, Map<String, String> details) {
    public AdminAsk {
        details = Map.copyOf(details);
    }
}
