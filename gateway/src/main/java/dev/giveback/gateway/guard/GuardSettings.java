package dev.giveback.gateway.guard;

import dev.giveback.platform.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the guard. The defaults and what each is for stand in {@code giveback-gateway.conf}.
 *
 * @param keyRequestsPerSecond of a key that has no rate of its own, over a minute
 * @param customerRequestsPerSecond for one customer, over a minute
 * @param guesses wrong guesses
 * @param leastConcurrency calls under way at once that are never refused for their number
 * @param mostConcurrency calls under way at once, at most
 * @param tokens whose tokens are accepted besides keys; empty for nobody's
 */
public record GuardSettings(
        int keyRequestsPerSecond,
        int customerRequestsPerSecond,
        GuessSettings guesses,
        int leastConcurrency,
        int mostConcurrency,
        Optional<TokenSettings> tokens) {
    private static final int MANY = 1_000_000;

    /**
     * How many wrong guesses are let through in a while.
     *
     * @param period the while
     * @param ofKey by one key
     * @param ofCustomer for one customer
     * @param ofAddress from one address, by all keys together
     * @param unknownKeysOfAddress keys from one address that nobody knows
     */
    public record GuessSettings(Duration period, int ofKey, int ofCustomer, int ofAddress, int unknownKeysOfAddress) {}

    /** Reads {@code giveback.gateway.guard} and {@code giveback.gateway.tokens}. */
    public static GuardSettings from(Settings root) {
        Settings settings = root.at("giveback.gateway.guard");
        Settings guesses = settings.at("guesses");
        int least = settings.wholeNumber("concurrency.least", 1, MANY);
        return new GuardSettings(
                settings.wholeNumber("key-requests-per-second", 1, MANY),
                settings.wholeNumber("customer-requests-per-second", 1, MANY),
                new GuessSettings(
                        guesses.duration("period", Duration.ofSeconds(1), Duration.ofDays(1)),
                        guesses.wholeNumber("by-key", 1, MANY),
                        guesses.wholeNumber("by-customer", 1, MANY),
                        guesses.wholeNumber("by-address", 1, MANY),
                        guesses.wholeNumber("unknown-keys-by-address", 1, MANY)),
                least,
                settings.wholeNumber("concurrency.most", least, MANY),
                TokenSettings.from(root));
    }
}
