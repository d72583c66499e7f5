package dev.giveback.feedback.rewards;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.directory.ReferralTable;
import dev.giveback.feedback.directory.RewardTable;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Referral;
import dev.giveback.feedback.domain.Request;
import dev.giveback.platform.tail.FeedName;
import dev.giveback.platform.tail.SoleWorker;
import io.grpc.Channel;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings rewards that are due to their customers, once in the cluster, and then notes it with the customer. After a crash in between a reward
 * is brought again, which whoever gives it recognises; one that is refused for good is noted with the reason; everything else is tried again.
 */
public final class RewardDriver {
    private static final Logger LOG = LoggerFactory.getLogger(RewardDriver.class);
    private static final FeedName NAME = new FeedName("rewards", 8_172_013);
    private static final int GROUP = 100;
    private static final int AT_ONCE = 8;
    /** What was noted leaves the table by the read model's projection, within seconds; until then it is not looked at. */
    private static final long SETTLED_MILLIS = 30_000;
    /** A referrer who is gone is not told, and nothing tells the table so. */
    private static final long GONE_MILLIS = Duration.ofDays(30).toMillis();

    private final RewardTable rewards;
    private final ReferralTable referrals;
    private final Contacts contacts;
    private final Grants grants;
    private final InstantSource clock;
    private final Duration timeout;
    private final Pauses pauses = new Pauses();

    private RewardDriver(DataSource tables, Contacts contacts, Grants grants, InstantSource clock, Duration timeout) {
        rewards = new RewardTable(tables);
        referrals = new ReferralTable(tables);
        this.contacts = contacts;
        this.grants = grants;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** How long it waits. */
    public record Times(Duration interval, Duration actorTimeout, Duration serviceTimeout) {}

    /**
     * Starts it.
     *
     * @param tables connections that find the tables of the read model
     * @return what ends it
     */
    public static AutoCloseable start(
            DataSource tables, Contacts contacts, Channel loyalty, Channel coupon, InstantSource clock, Times times) {
        Grants grants = new Grants(loyalty, coupon, times.serviceTimeout());
        RewardDriver driver = new RewardDriver(tables, contacts, grants, clock, times.actorTimeout());
        return SoleWorker.start(NAME, tables, times.interval(), driver::round);
    }

    private boolean round() throws SQLException, InterruptedException {
        List<ReferralTable.Row> earned = referrals.due(clock.millis(), GROUP);
        List<RewardTable.Row> due = rewards.due(clock.millis(), GROUP);
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ReferralTable.Row row : earned) {
                places.acquire();
                threads.execute(() -> placed(places, () -> credit(row)));
            }
            for (RewardTable.Row row : due) {
                places.acquire();
                threads.execute(() -> placed(places, () -> bring(row)));
            }
        }
        return earned.size() == GROUP || due.size() == GROUP;
    }

    /** One step, which may fail: then it comes again. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException, InterruptedException, ExecutionException, TimeoutException;
    }

    private static void placed(Semaphore places, Step step) {
        try {
            step.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | SQLException | ExecutionException | TimeoutException failure) {
            LOG.warn("A reward that is due was not noted; it is looked at again: {}", failure.toString());
        } finally {
            places.release();
        }
    }

    private void bring(RewardTable.Row row)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        String key = row.customer().entity() + '|' + row.rewardId();
        switch (grants.give(row.customer(), row.rewardId(), row.reward())) {
            case GrantOutcome.Given given -> settle(row, "");
            case GrantOutcome.Refused refused -> settle(row, refused.reason());
            case GrantOutcome.Again again -> {
                LOG.debug("A reward did not reach its customer; it is brought again: {}", again.why());
                rewards.postpone(row, clock.millis() + pauses.millis(key));
            }
        }
    }

    private void settle(RewardTable.Row row, String refusal)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        ContactReply unused = get(contacts.decide(
                row.customer(), new ContactCommand.SettleReward(row.rewardId(), refusal), Request.OWN, timeout));
        pauses.end(row.customer().entity() + '|' + row.rewardId());
        rewards.postpone(row, clock.millis() + SETTLED_MILLIS);
    }

    /** What the referrer gets was fixed when the code was redeemed. */
    private void credit(ReferralTable.Row row)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        Referral referral = get(contacts.read(row.referee(), timeout)).referral();
        if (referral == null) {
            // The referee was erased meanwhile, and nobody knows any more what was promised.
            referrals.postpone(row, clock.millis() + GONE_MILLIS);
            return;
        }
        boolean isTold = credit(row.referrer(), row.referee(), referral);
        referrals.postpone(row, clock.millis() + (isTold ? SETTLED_MILLIS : GONE_MILLIS));
    }

    /** Whether the referrer, or whom they were merged into, was told. */
    private boolean credit(CustomerId referrer, CustomerId referee, Referral referral)
            throws InterruptedException, ExecutionException, TimeoutException {
        CustomerId told = referrer;
        while (true) {
            ContactReply reply = get(contacts.decide(
                    told,
                    new ContactCommand.CreditReferral(
                            referee.customer(), referral.referrerReward(), referral.maxReferrals()),
                    Request.OWN,
                    timeout));
            if (reply instanceof ContactReply.Done) {
                return true;
            }
            ContactState state = get(contacts.read(told, timeout));
            String target = state.mergedInto();
            if (target == null) {
                return false;
            }
            // Nobody is merged into a customer that was merged away, so this ends.
            told = new CustomerId(told.program(), target);
        }
    }

    private <T> T get(CompletionStage<T> stage) throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
