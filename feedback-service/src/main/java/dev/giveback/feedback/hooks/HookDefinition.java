package dev.giveback.feedback.hooks;

import dev.giveback.journal.v1.StoredWebhookDefinition;
import java.time.Duration;
import java.util.Set;

/**
 * What can be said of a webhook.
 *
 * @param displayName for people
 * @param url where it is called
 * @param types numbers of the types of events that it is told of; none for all
 * @param holds whether a customer's later events wait for one that was given up
 * @param giveUpAfter for how long a delivery is tried
 */
public record HookDefinition(String displayName, String url, Set<Integer> types, boolean holds, Duration giveUpAfter) {
    /** Copies the types. */
    public HookDefinition {
        types = Set.copyOf(types);
    }

    /** Whether it is told of events of this type. */
    public boolean wants(int type) {
        return types.isEmpty() || types.contains(type);
    }

    static HookDefinition of(StoredWebhookDefinition stored) {
        return new HookDefinition(
                stored.getDisplayName(),
                stored.getUrl(),
                Set.copyOf(stored.getTypesList()),
                stored.getHolds(),
                Duration.ofMillis(stored.getGiveUpAfterMillis()));
    }

    StoredWebhookDefinition toStored() {
        return StoredWebhookDefinition.newBuilder()
                .setDisplayName(displayName)
                .setUrl(url)
                .addAllTypes(types.stream().sorted().toList())
                .setHolds(holds)
                .setGiveUpAfterMillis(giveUpAfter.toMillis())
                .build();
    }
}
