package dev.giveback.loyalty.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.platform.contract.CallFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of customers. One is made at the first personal value of its customer. Keys in use are remembered for a minute at most, and
 * not at all once this node has deleted them; another node may read for up to that minute. When the database does not answer, whoever
 * needs a key is told UNAVAILABLE (OUTCOME_UNKNOWN).
 */
final class CustomerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerKeys.class);

    static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 20_000;

    private final KeyTable table;
    private final MasterKeys masterKeys;
    private final InstantSource clock;
    private final Executor blocking;
    private final SecureRandom random = new SecureRandom();
    private final Cache<CustomerId, DataKey> byOwner = cache();
    private final Cache<KeyId, DataKey> byId = cache();

    CustomerKeys(DataSource source, MasterKeys masterKeys, InstantSource clock, Executor blocking) {
        this.table = new KeyTable(source);
        this.masterKeys = masterKeys;
        this.clock = clock;
        this.blocking = blocking;
    }

    private static <K> Cache<K, DataKey> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .executor(Runnable::run)
                .build();
    }

    /** The key of a customer, made if there is none; null if the customer was erased. */
    CompletionStage<@Nullable DataKey> ofOwner(CustomerId owner) {
        return cachedOr(byOwner.getIfPresent(owner), () -> byOwner.get(owner, this::readOrMake));
    }

    /** The key of a customer; null if it has none. */
    CompletionStage<@Nullable DataKey> existing(CustomerId owner) {
        return cachedOr(byOwner.getIfPresent(owner), () -> byOwner.get(owner, this::read));
    }

    /** Those keys of these that there are, by id. */
    CompletionStage<Map<KeyId, DataKey>> find(Collection<KeyId> ids) {
        Map<KeyId, DataKey> known = new HashMap<>(byId.getAllPresent(ids));
        if (known.keySet().containsAll(ids)) {
            return CompletableFuture.completedStage(known);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    for (KeyId id : ids) {
                        DataKey key = byId.get(id, this::read);
                        if (key != null) {
                            known.put(id, key);
                        }
                    }
                    return known;
                },
                blocking);
    }

    /** A key that nobody keeps, for a request that only validates. */
    DataKey passing(CustomerId owner) {
        return DataKey.of(KeyId.random(), owner, clock.instant(), secret());
    }

    /** Remembers no key of this customer any more; call it when the key is deleted. */
    void forget(CustomerId owner) {
        byOwner.invalidate(owner);
        byId.asMap().values().removeIf(key -> key.owner().equals(owner));
    }

    private CompletionStage<@Nullable DataKey> cachedOr(
            @Nullable DataKey cached, Supplier<@Nullable DataKey> otherwise) {
        return cached != null
                ? CompletableFuture.completedStage(cached)
                : CompletableFuture.supplyAsync(otherwise, blocking);
    }

    private @Nullable DataKey readOrMake(CustomerId owner) {
        DataKey there = read(owner);
        if (there != null) {
            return there;
        }
        try {
            KeyId id = KeyId.random();
            table.add(new KeyTable.Row(id, owner, masterKeys.wrap(secret(), context(id, owner)), clock.millis()));
        } catch (SQLException | GeneralSecurityException e) {
            throw failed("no key could be made for " + owner.name(), e);
        }
        // Whoever made it: what the table has is the key.
        return read(owner);
    }

    private @Nullable DataKey read(CustomerId owner) {
        return read(owner, table::of);
    }

    private @Nullable DataKey read(KeyId id) {
        return read(id, table::of);
    }

    /** How a row is found. */
    @FunctionalInterface
    private interface Query<K> {
        KeyTable.@Nullable Row row(K key) throws SQLException;
    }

    private <K> @Nullable DataKey read(K key, Query<K> query) {
        try {
            KeyTable.Row row = query.row(key);
            return row == null ? null : unwrapped(row);
        } catch (SQLException | GeneralSecurityException e) {
            throw failed("a customer's key could not be read", e);
        }
    }

    /** A database that does not answer is no bug: the same request can be sent again. */
    private static RuntimeException failed(String what, Exception failure) {
        if (failure instanceof SQLException) {
            LOG.warn("{}: {}", what, failure.toString());
            return CallFailure.unknownOutcome(RefusalStatus.DOMAIN);
        }
        return new IllegalStateException(what, failure);
    }

    private DataKey unwrapped(KeyTable.Row row) throws GeneralSecurityException {
        return DataKey.of(
                row.id(),
                row.owner(),
                Instant.ofEpochMilli(row.createdMillis()),
                masterKeys.unwrap(row.wrapped(), context(row.id(), row.owner())));
    }

    private byte[] secret() {
        byte[] secret = new byte[DataKey.BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /** What a key is for; a row that is put in another one's place does not unwrap. */
    static byte[] context(KeyId id, CustomerId owner) {
        byte[] name = owner.name().getBytes(StandardCharsets.UTF_8);
        byte[] context = new byte[KeyId.BYTES + name.length];
        System.arraycopy(id.bytes(), 0, context, 0, KeyId.BYTES);
        System.arraycopy(name, 0, context, KeyId.BYTES, name.length);
        return context;
    }
}
