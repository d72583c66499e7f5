package dev.giveback.feedback.planner;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.domain.Source;
import dev.giveback.feedback.occasions.PlanTable;
import dev.giveback.feedback.occasions.PlanTable.Look;
import dev.giveback.feedback.occasions.PlannedContact;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.platform.tail.FeedName;
import dev.giveback.platform.tail.SoleWorker;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what falls due, once in the cluster: a group at a time, several customers at once. A plan goes when its decision is recorded; what
 * is decided and not taken from the table is decided again after a crash, which the customer's contacts recognise. What cannot be looked at,
 * because loyalty-service is away say, is looked at again after a pause that doubles.
 */
public final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final FeedName NAME = new FeedName("plans", 8_172_012);
    private static final int GROUP = 200;
    private static final int AT_ONCE = 16;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 8;

    private final PlanTable plans;
    private final Outreaches outreaches;
    private final Contacts contacts;
    private final Judgement judgement;
    private final InstantSource clock;
    private final Duration timeout;

    private Planner(
            PlanTable plans,
            Outreaches outreaches,
            Contacts contacts,
            Judgement judgement,
            InstantSource clock,
            Duration timeout) {
        this.plans = plans;
        this.outreaches = outreaches;
        this.contacts = contacts;
        this.judgement = judgement;
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * Starts it.
     *
     * @param tables connections that find the tables of occasions
     * @param interval how often it is looked for what falls due
     * @param timeout the longest that a customer's contacts are waited for
     * @return what ends it
     */
    public static AutoCloseable start(
            DataSource tables,
            Outreaches outreaches,
            Contacts contacts,
            Judgement judgement,
            InstantSource clock,
            Duration interval,
            Duration timeout) {
        Planner planner = new Planner(new PlanTable(tables), outreaches, contacts, judgement, clock, timeout);
        return SoleWorker.start(NAME, tables, interval, planner::round);
    }

    private boolean round() throws SQLException, InterruptedException {
        List<PlannedContact> due = plans.due(clock.instant(), GROUP);
        List<Future<Optional<Look>>> looked = new ArrayList<>();
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PlannedContact plan : due) {
                places.acquire();
                looked.add(threads.submit(() -> {
                    try {
                        return look(plan);
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        List<PlannedContact> done = new ArrayList<>();
        Map<PlannedContact, Look> later = new HashMap<>();
        for (int at = 0; at < due.size(); at++) {
            PlannedContact plan = due.get(at);
            looked.get(at).resultNow().ifPresentOrElse(look -> later.put(plan, look), () -> done.add(plan));
        }
        if (!due.isEmpty()) {
            plans.settle(done, later);
        }
        return due.size() == GROUP;
    }

    /** Nothing when it is decided. */
    private Optional<Look> look(PlannedContact plan) {
        try {
            return decide(plan).map(until -> new Look(until, 0));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(again(plan));
        } catch (RuntimeException | ExecutionException | TimeoutException failure) {
            LOG.debug("What falls due could not be decided.", failure);
            return Optional.of(again(plan));
        }
    }

    private Look again(PlannedContact plan) {
        int failures = plan.failures() + 1;
        long pause = FIRST_PAUSE.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        return new Look(clock.instant().plusMillis(Math.min(pause, LONGEST_PAUSE.toMillis())), failures);
    }

    /** Until when it waits; nothing when it is decided, or nothing is to be decided. */
    private Optional<Instant> decide(PlannedContact plan)
            throws InterruptedException, ExecutionException, TimeoutException {
        Outreach outreach = outreaches.known().get(plan.known().customer().program());
        if (outreach == null) {
            throw new IllegalStateException("program of a plan: not known yet (expected: one whose outreach is)");
        }
        Source source = outreach.source(plan.source()).orElse(null);
        Optional<ContactCommand.Decide> command =
                source == null ? Optional.empty() : judgement.of(plan, source, outreach);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        ContactReply reply = contacts.decide(plan.known().customer(), command.get(), Request.OWN, timeout)
                .toCompletableFuture()
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return switch (reply) {
            case ContactReply.Done done -> Optional.empty();
            case ContactReply.Later later -> Optional.of(later.until());
            // The customer is gone.
            case ContactReply.Refused refused -> Optional.empty();
        };
    }
}
