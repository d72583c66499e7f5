package dev.giveback.loyalty.actor;

/**
 * Akka's plugins that store a customer.
 *
 * @param journal where its events are; empty for the actor system's own journal
 * @param snapshots where its snapshots are; empty for the actor system's own
 */
public record StoredIn(String journal, String snapshots) {
    /** The actor system's own. */
    public static final StoredIn DEFAULT = new StoredIn("", "");
}
