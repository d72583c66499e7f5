package dev.giveback.loyalty.directory;

import com.google.protobuf.UnsafeByteOperations;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.StoredBalance;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.platform.journal.JournalRow;
import org.jspecify.annotations.Nullable;

/** What the events of one customer in one group come to. It grows event by event and never leaves its group. */
final class CustomerChange {
    private final CustomerKey key;
    private long events;
    private long lastSequenceNumber;
    private boolean enrolled;
    private @Nullable String tierId;
    private long total;
    private Totals sums = Totals.ZERO;
    private long orders;
    private long latestMillis;
    private long nextExpiryMillis = EventEffect.NEVER;
    private final SagaChanges sagas = new SagaChanges();

    CustomerChange(CustomerKey key) {
        this.key = key;
    }

    /** Adds the next event of this customer; it refuses one that does not follow the one before. */
    void add(long sequenceNumber, CustomerEvent event) {
        if (events > 0 && sequenceNumber != lastSequenceNumber + 1) {
            throw key.outOfOrder(sequenceNumber, lastSequenceNumber + 1);
        }
        events++;
        lastSequenceNumber = sequenceNumber;
        total = total(event.getBalanceAfter());
        latestMillis = Math.max(latestMillis, event.getRecordMillis());
        tierId = event.hasTier() ? event.getTier().getTierId() : tierId;
        EventEffect effect = EventEffect.of(event);
        enrolled |= effect.enrolled();
        orders += effect.orders();
        sums = sums.plus(effect.sums());
        nextExpiryMillis = earlier(nextExpiryMillis, effect.expiresMillis());
        SagaStep step = SagaStep.of(event);
        if (step != null) {
            sagas.add(step, event.getRecordMillis());
        }
    }

    /** The same of a row of the journal. */
    void add(JournalRow row) {
        add(
                row.sequenceNumber(),
                CustomerChanges.event(
                        row.persistenceId(),
                        row.sequenceNumber(),
                        row.serializerId(),
                        row.manifest(),
                        UnsafeByteOperations.unsafeWrap(row.payload())));
    }

    /** Checks what the row has become: the event after its revision must have been the first of these. */
    void checkRevision(long revisionAfter) {
        if (revisionAfter != lastSequenceNumber) {
            throw key.outOfOrder(firstSequenceNumber(), revisionAfter - events + 1);
        }
    }

    CustomerKey key() {
        return key;
    }

    long events() {
        return events;
    }

    boolean enrolled() {
        return enrolled;
    }

    /** The tier that the latest event to give or take one gave; null when none did. */
    @Nullable
    String tierId() {
        return tierId;
    }

    long total() {
        return total;
    }

    Totals sums() {
        return sums;
    }

    long orders() {
        return orders;
    }

    /** When the latest of the events was recorded. */
    long latestMillis() {
        return latestMillis;
    }

    long nextExpiryMillis() {
        return nextExpiryMillis;
    }

    /** The sagas that began and ended. */
    SagaChanges sagas() {
        return sagas;
    }

    private long firstSequenceNumber() {
        return lastSequenceNumber - events + 1;
    }

    private static long total(StoredBalance balance) {
        return balance.getAvailable() + balance.getPending() + balance.getHeld() - balance.getOwed();
    }

    private static long earlier(long one, long other) {
        if (one == EventEffect.NEVER || other == EventEffect.NEVER) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }
}
