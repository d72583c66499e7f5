package dev.giveback.loyalty.late;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionBehavior;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.journal.StoredEvents;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedHandler;
import dev.giveback.platform.feed.FeedProjections;
import dev.giveback.platform.feed.JournalFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal and has the orders of a customer derived again when one was recorded late, in programs that want it. It keeps only
 * its place in the feed: after a crash the latest events come again, and deriving again what was derived changes nothing.
 */
public final class LateFacts implements FeedHandler {
    /** Its name, under which its place is kept. */
    public static final String NAME = "late-facts";

    private static final Logger LOG = LoggerFactory.getLogger(LateFacts.class);
    private static final Duration LATE = Duration.ofMinutes(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final Rederivations rederivations;
    private final Predicate<String> isWanted;

    LateFacts(Rederivations rederivations, Predicate<String> isWanted) {
        this.rederivations = rederivations;
        this.isWanted = isWanted;
    }

    /**
     * Starts it, once in the cluster.
     *
     * @param tables connections that find the table of offsets; one is kept while a customer is derived again
     * @param isWanted whether the program of this id wants it now
     */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system,
            JournalFeed feed,
            DataSource tables,
            Rederivations rederivations,
            Predicate<String> isWanted) {
        return FeedProjections.start(
                system, NAME, feed, PersistenceIds.CUSTOMER_PREFIX, tables, new LateFacts(rederivations, isWanted));
    }

    /** It changes no table, so what it does may be done twice; see the class. */
    @Override
    public void apply(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        Map<CustomerId, String> late = new LinkedHashMap<>();
        for (FeedEnvelope envelope : envelopes) {
            CustomerId id =
                    CustomerId.ofEntity(envelope.persistenceId().substring(PersistenceIds.CUSTOMER_PREFIX.length()));
            String orderId = isWanted.test(id.program()) ? lateOrder(envelope) : null;
            if (orderId != null) {
                late.put(id, orderId);
            }
        }
        for (Map.Entry<CustomerId, String> each : late.entrySet()) {
            rederive(each.getKey(), each.getValue());
        }
    }

    /** The order that an event recorded, or refunded, long after it happened; null when it did not. */
    private static @Nullable String lateOrder(FeedEnvelope envelope) {
        try {
            CustomerEvent event = StoredEvents.read(
                    JournalRecord.parseFrom(envelope.payload()).getEvent());
            long before = event.getRecordMillis() - LATE.toMillis();
            return switch (event.getChangeCase()) {
                case CHECKOUT_COMPLETED ->
                    event.getCheckoutCompleted().getPurchaseMillis() < before
                            ? event.getCheckoutCompleted().getOrderId()
                            : null;
                case ORDER_REFUNDED ->
                    event.getOrderRefunded().getRefundMillis() < before
                            ? event.getOrderRefunded().getOrderId()
                            : null;
                default -> null;
            };
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber()
                            + ": not readable",
                    e);
        }
    }

    /** What is refused is left to people; what failed otherwise comes again. */
    private void rederive(CustomerId id, String orderId) {
        try {
            CustomerReply reply = rederivations
                    .rederive(id, Request.NONE, "recorded late: order " + orderId, false)
                    .toCompletableFuture()
                    .get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .reply();
            if (reply instanceof CustomerReply.Refused refused) {
                LOG.warn(
                        "Orders of {} were not derived again: {}",
                        id,
                        refused.refusal().message());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("orders of " + id + " could not be derived again", e);
        }
    }
}
