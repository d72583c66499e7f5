package dev.giveback.loyalty.privacy;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Profile;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Sealing at the edge: what is personal is sealed before a command is made of a request, and opened when an answer is made. Everything
 * between, and everything that is stored, has the sealed form only and needs no key.
 */
public final class Seals {
    private static final Opener WITHOUT_KEYS = new Opener(Map.of());

    private final CustomerKeys keys;

    private Seals(CustomerKeys keys) {
        this.keys = keys;
    }

    /**
     * Seals of the keys in this database.
     *
     * @param blocking whose threads may wait for the database
     */
    public static Seals over(DataSource source, MasterKeys masterKeys, InstantSource clock, Executor blocking) {
        return new Seals(new CustomerKeys(source, masterKeys, clock, blocking));
    }

    CustomerKeys keys() {
        return keys;
    }

    /**
     * What seals for this customer. It fails with CUSTOMER_ERASED if the customer was erased.
     *
     * @param validateOnly whether nothing is to be kept: then no key is made
     */
    public CompletionStage<Sealer> sealer(CustomerId customer, boolean validateOnly) {
        if (validateOnly) {
            return keys.existing(customer).thenApply(key -> new Sealer(key == null ? keys.passing(customer) : key));
        }
        return keys.ofOwner(customer).thenApply(key -> {
            if (key == null) {
                throw RefusalStatus.of(new Refusal(
                        Reason.CUSTOMER_ERASED,
                        "customer: was erased, and nothing of it can be changed any more",
                        Map.of()));
            }
            return new Sealer(key);
        });
    }

    /** What opens these texts; at once if none of them is sealed. */
    public CompletionStage<Opener> opener(Collection<String> texts) {
        return opener(
                texts.stream().map(SealedText::bytes).filter(Objects::nonNull).map(DataKey::keyOf));
    }

    /** What opens this profile. */
    public CompletionStage<Opener> opener(Profile profile) {
        return opener(profile.fields().values().stream().map(stored -> DataKey.keyOf(stored.bytes())));
    }

    private CompletionStage<Opener> opener(Stream<KeyId> ids) {
        Set<KeyId> needed = ids.collect(Collectors.toUnmodifiableSet());
        return needed.isEmpty()
                ? CompletableFuture.completedStage(WITHOUT_KEYS)
                : keys.find(needed).thenApply(Opener::new);
    }

    /** When the key of this customer was made; empty if it has none. */
    public CompletionStage<Optional<Instant>> keyCreated(CustomerId customer) {
        return keys.existing(customer).thenApply(key -> Optional.ofNullable(key).map(DataKey::created));
    }
}
