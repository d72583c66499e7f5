package dev.giveback.feedback.feed;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.customers.ProgramFacts;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.feedback.occasions.OccasionBatch;
import dev.giveback.feedback.occasions.OccasionTable;
import dev.giveback.feedback.occasions.SourcePlans;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.platform.tail.FeedName;
import dev.giveback.platform.tail.FeedProgress;
import dev.giveback.platform.tail.FeedReader;
import dev.giveback.platform.tail.Tail;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows loyalty-service's journal, once in the cluster, and turns it into occasions and plans. The place in the feed is saved in one
 * transaction with them; what customers' contacts are told before is the same when it is told again. When the journal is another one than
 * before, because a whole one was imported, occasions are read anew from its beginning; what was decided stays decided.
 */
public final class JournalTail implements Tail<TailEventsResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);
    private static final FeedName NAME = new FeedName("occasions", 8_172_011);
    private static final String PLACE = "SELECT transaction_id FROM feed_place";
    private static final String SAVE_PLACE = """
            INSERT INTO feed_place AS p (transaction_id) VALUES (?)
            ON CONFLICT (only_row) DO UPDATE SET transaction_id = greatest(p.transaction_id, excluded.transaction_id)
            """;
    private static final int HEARTBEAT_SECONDS = 5;
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final Channel channel;
    private final Loyalty loyalty;
    private final Outreaches outreaches;
    private final Tellings tellings;
    private final InstantSource clock;
    private final SourcePlans plans = new SourcePlans();
    private final Birthdays birthdays;

    /** Of the reader's thread alone. */
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;

    private JournalTail(
            Channel channel, Loyalty loyalty, Outreaches outreaches, Tellings tellings, InstantSource clock) {
        this.channel = channel;
        this.loyalty = loyalty;
        this.outreaches = outreaches;
        this.tellings = tellings;
        this.clock = clock;
        birthdays = new Birthdays(loyalty);
    }

    /**
     * Starts it.
     *
     * @param channel to loyalty-service, which need not be there yet
     * @param tables connections that find the tables of occasions; it keeps one of them
     * @return what ends it
     */
    public static AutoCloseable start(
            Channel channel,
            DataSource tables,
            Loyalty loyalty,
            Outreaches outreaches,
            Tellings tellings,
            InstantSource clock) {
        return FeedReader.start(NAME, tables, new JournalTail(channel, loyalty, outreaches, tellings, clock));
    }

    @Override
    public Supplier<Iterator<TailEventsResponse>> opening(FeedProgress progress) throws SQLException {
        plans.forget();
        if (place(progress.connection()) > end(progress)) {
            startOver(progress, "it ends before the place that was read");
        }
        TailEventsRequest request = request("occasions of surveys and messages")
                .setResumeToken(progress.token())
                .build();
        return () -> JournalServiceGrpc.newBlockingStub(channel).tailEvents(request);
    }

    private static TailEventsRequest.Builder request(String reason) {
        return TailEventsRequest.newBuilder()
                .setContext(AdminContext.newBuilder()
                        .setOperator("feedback-service")
                        .setReason(reason))
                .setHeartbeatInterval(Durations.fromSeconds(HEARTBEAT_SECONDS));
    }

    /** The transaction of the journal's last event; nobody is asked while nothing was read. */
    private long end(FeedProgress progress) throws SQLException {
        if (progress.token().isEmpty()) {
            return Long.MAX_VALUE;
        }
        try (Context.CancellableContext context = Context.ROOT.withCancellation()) {
            Context before = context.attach();
            try {
                return JournalServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .tailEvents(request("where the journal ends")
                                .setFromEnd(true)
                                .build())
                        .next()
                        .getTransaction();
            } finally {
                context.detach(before);
            }
        }
    }

    private static long place(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void startOver(FeedProgress progress, String why) throws SQLException {
        LOG.warn(
                "The journal is not the one that occasions were read from before ({}): they are read anew from its beginning.",
                why);
        progress.saveWith("", clock.millis(), OccasionTable::forgetAll);
    }

    @Override
    public boolean recovers(StatusRuntimeException refusal, FeedProgress progress) throws SQLException {
        if (refusal.getStatus().getCode() != Status.Code.INVALID_ARGUMENT
                || progress.token().isEmpty()) {
            return false;
        }
        startOver(progress, "it refuses the place where it should go on");
        return true;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public void meanwhile(FeedProgress progress) throws SQLException, InterruptedException {
        if (System.nanoTime() - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = System.nanoTime();
        Map<String, Outreach> known = outreaches.known();
        if (plans.isBehind(known.values())) {
            progress.together(connection -> plans.follow(connection, known.values(), clock.instant()));
            plans.followed(known.values());
        }
        birthdays.look(progress, plans, known, clock.instant());
    }

    @Override
    public long recordMillis(TailEventsResponse message) {
        return message.hasRecordTime() ? Timestamps.toMillis(message.getRecordTime()) : 0;
    }

    @Override
    public void record(List<TailEventsResponse> messages, FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        List<News> news = messages.stream()
                .flatMap(message -> NewsMapper.of(message, this::zone).stream())
                .toList();
        // Before the contacts are told: who redeems a code in between finds the purchase, or is told of it.
        List<KnownOccasion> first = news.stream()
                .filter(one -> one instanceof News.Bought bought && bought.isFirst())
                .map(one -> ((News.Bought) one).purchase())
                .toList();
        if (!first.isEmpty()) {
            progress.together(connection -> OccasionBatch.put(connection, first));
        }
        Map<String, Outreach> known = outreaches.known();
        tellings.tell(news, known);
        TailEventsResponse last = messages.getLast();
        Instant now = clock.instant();
        NewsWriter writer = new NewsWriter(plans, known, loyalty, now);
        long recordMillis = last.hasRecordTime() ? recordMillis(last) : now.toEpochMilli();
        progress.saveWith(last.getResumeToken(), recordMillis, connection -> {
            plans.follow(connection, known.values(), now);
            writer.write(connection, news);
            savePlace(connection, messages);
        });
        plans.followed(known.values());
    }

    private ZoneId zone(String program) {
        return loyalty.program(program).map(ProgramFacts::zone).orElse(ZoneOffset.UTC);
    }

    private static void savePlace(Connection connection, List<TailEventsResponse> messages) throws SQLException {
        long transaction = messages.stream()
                .filter(message -> !message.getCustomer().isEmpty())
                .mapToLong(TailEventsResponse::getTransaction)
                .max()
                .orElse(0);
        try (PreparedStatement statement = connection.prepareStatement(SAVE_PLACE)) {
            statement.setLong(1, transaction);
            statement.executeUpdate();
        }
    }
}
