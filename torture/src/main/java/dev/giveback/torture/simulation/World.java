package dev.giveback.torture.simulation;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.loyalty.actor.MergeSaga;
import dev.giveback.loyalty.actor.TransferSaga;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.journal.CustomerSnapshotMapper;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.torture.simulation.Setting.Armed;
import dev.giveback.torture.suite.Outcome.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything there is in a story, wired together. */
final class World {
    static final int CUSTOMERS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ROUNDS = 300;
    private static final int ROUND_MILLIS = 2_500;

    private final Setting setting;
    private final Luck luck;
    private final Tally seen;
    private final Clockwork clock;
    private final Disk disk = new Disk();
    private final Ledger ledger = new Ledger();
    private final Writes writes;
    private final SimulatedCustomers customers = new SimulatedCustomers(this);
    private final TransferSaga transfers = new TransferSaga(customers);
    private final MergeSaga merges = new MergeSaga(customers);
    private final FeedReader feed = new FeedReader(this);
    private final Map<String, CustomerShell> shells = new TreeMap<>();
    private final Map<String, CampaignShell> campaigns = new LinkedHashMap<>();
    private final Client client = new Client(this);
    private boolean isHealed;
    private @Nullable Armed armed;
    private int armedWrites;

    World(Setting setting, Luck luck, Tally seen) {
        this.setting = setting;
        this.luck = luck;
        this.seen = seen;
        clock = new Clockwork(setting.start());
        writes = new Writes(clock, disk, luck, setting.plant(), seen, this::point, this::crash);
        for (int i = 0; i < CUSTOMERS; i++) {
            shells.put("c" + i, new CustomerShell(this, "c" + i));
        }
        begin(Terms.SPRING, Terms.spring());
        begin(Terms.MUGS, Terms.mugs());
    }

    private void begin(CampaignId id, Definition definition) {
        byte[] secret = new byte[32];
        secret[0] = (byte) id.campaign().length();
        dev.giveback.coupon.domain.Decision created = Campaign.NEW.decide(
                new dev.giveback.coupon.domain.Command.CreateCampaign(
                        new dev.giveback.coupon.domain.Request("begin", 1, ""), definition, new Secret(secret)),
                clock.instant());
        campaigns.put(
                id.name(),
                new CampaignShell(this, id, ((dev.giveback.coupon.domain.Decision.Accepted) created).event()));
    }

    Clockwork clock() {
        return clock;
    }

    Luck luck() {
        return luck;
    }

    Plant plant() {
        return setting.plant();
    }

    Tally seen() {
        return seen;
    }

    Disk disk() {
        return disk;
    }

    Ledger ledger() {
        return ledger;
    }

    Writes writes() {
        return writes;
    }

    SimulatedCustomers customers() {
        return customers;
    }

    TransferSaga transfers() {
        return transfers;
    }

    MergeSaga merges() {
        return merges;
    }

    Client client() {
        return client;
    }

    FeedReader feed() {
        return feed;
    }

    boolean isHealed() {
        return isHealed;
    }

    Program program() {
        Program is = Terms.PROGRAM;
        return plant() != Plant.LONG_DAYS
                ? is
                : new Program(
                        is.id(),
                        is.version(),
                        is.currency(),
                        ZoneOffset.UTC,
                        is.earning(),
                        is.tiers(),
                        is.lots(),
                        is.refunds(),
                        is.holdTimeToLive(),
                        is.backdatingDays());
    }

    CustomerShell shell(String name) {
        CustomerShell shell = shells.get(name);
        if (shell == null) {
            throw new IllegalStateException("customer: " + name + " (expected: one of " + shells.keySet() + ")");
        }
        return shell;
    }

    CampaignShell campaign(String name) {
        CampaignShell campaign = campaigns.get(name);
        if (campaign == null) {
            throw new IllegalStateException("campaign: " + name + " (expected: one of " + campaigns.keySet() + ")");
        }
        return campaign;
    }

    // What goes wrong.

    boolean isLost(String call) {
        return !isHealed && luck.percent(call + " lost", setting.lossPercent());
    }

    boolean wantsSnapshot(Point point) {
        return switch (point) {
            case SNAPSHOT_LOST, CRASH_BEFORE_SNAPSHOT, CRASH_AFTER_SNAPSHOT -> true;
            case STORED, FAILED_BEFORE, FAILED_AFTER, CRASH_BEFORE, CRASH_DURING, CRASH_AFTER, ANSWER_LOST -> false;
        };
    }

    private Point point(String name) {
        Point wanted = ofArmed();
        if (wanted != null) {
            return wanted;
        }
        int chance = luck.of(name + " point", 1_000);
        int crashes = 10 * setting.crashPercent();
        if (chance < crashes) {
            Point[] ways = {
                Point.CRASH_BEFORE,
                Point.CRASH_DURING,
                Point.CRASH_AFTER,
                Point.CRASH_BEFORE_SNAPSHOT,
                Point.CRASH_AFTER_SNAPSHOT
            };
            return ways[luck.of(name + " crash", ways.length)];
        }
        if (chance < crashes + 10 * setting.failPercent()) {
            Point[] ways = {Point.FAILED_BEFORE, Point.FAILED_AFTER, Point.ANSWER_LOST, Point.SNAPSHOT_LOST};
            return ways[luck.of(name + " fail", ways.length)];
        }
        return Point.STORED;
    }

    Point pointOfCommit(String name) {
        Point wanted = ofArmed();
        if (wanted != null) {
            return wanted;
        }
        boolean isCrash = !isHealed && luck.percent(name, 2 * setting.crashPercent());
        return !isCrash ? Point.STORED : luck.percent(name + " before", 50) ? Point.CRASH_BEFORE : Point.CRASH_AFTER;
    }

    private @Nullable Point ofArmed() {
        Armed one = armed;
        if (one == null || ++armedWrites < one.write()) {
            return null;
        }
        armed = null;
        seen.add("points reached");
        return one.point();
    }

    /** The process dies. */
    void crash() {
        seen.add("crashes");
        clock.die();
        writes.die();
        shells.values().forEach(CustomerShell::die);
        campaigns.values().forEach(CampaignShell::die);
        feed.die();
    }

    void thenAgrees(String customer, Command command, Decision decision) {
        Verdict expected = ledger.verdict(customer, command, clock.instant());
        Verdict actual = Verdict.of(decision);
        seen.add(
                actual instanceof Verdict.Refuse refuse
                        ? "refused " + refuse.reason()
                        : actual.getClass().getSimpleName());
        if (!actual.equals(expected)) {
            throw new Broken(
                    "decision of " + customer + " on " + command + ": " + actual + " (expected: " + expected + ")");
        }
    }

    // Steps.

    void take(Step step) {
        clock.run(step.gap());
        if (setting.armed() != null && setting.armed().step() == step.index()) {
            armed = setting.armed();
        }
        seen.add("step " + step.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        Steps.take(this, step);
        check();
    }

    void sweep() {
        shells.values().forEach(shell -> shell.decide(new Command.ExpirePoints(), false, reply -> {}));
    }

    void tick() {
        campaigns.values().forEach(CampaignShell::tick);
    }

    void passivate(int who) {
        shell("c" + who).passivate();
        campaigns.values().forEach(CampaignShell::passivate);
    }

    /** Goes on with what is under way, as the driver of the directory does. */
    void resume() {
        for (Map.Entry<String, CustomerShell> each : shells.entrySet()) {
            Customer customer = each.getValue().state().customer();
            CustomerId id = new CustomerId("shop", each.getKey());
            // What fails here is under way still, and is gone on with again.
            List.copyOf(customer.sagas().underWay().keySet())
                    .forEach(transfer -> transfers.resume(id, transfer, PATIENCE));
            Merge merge = customer.sagas().merge();
            if (merge != null && !merge.isSettled()) {
                merges.resume(id, merge.attempt(), PATIENCE);
            }
        }
    }

    // Checks.

    private void check() {
        ledger.checkSums();
        shells.forEach((name, shell) -> {
            CustomerState state = shell.inMemory();
            if (state != null) {
                check(name, state.customer());
            }
        });
        campaigns.values().forEach(CampaignShell::check);
    }

    private void check(String name, Customer customer) {
        Account account = ledger.account(name);
        Instant now = account.time(clock.instant());
        Account then = account.at(now);
        Broken.unlessEqual(
                "points of " + name + " that can be spent",
                customer.balance(now).available(),
                then.free.total());
        Broken.unlessEqual(
                "points of " + name + " that are held", customer.balance(now).held(), then.held());
        Map<Instant, Long> byExpiry = new TreeMap<>();
        for (Lot lot : customer.lots().inOrder()) {
            Instant expires = lot.expires() == null ? Instant.MAX : lot.expires();
            if (now.isBefore(expires)) {
                byExpiry.merge(expires, lot.remaining(), Long::sum);
            }
        }
        Broken.unlessEqual("points of " + name + " by expiry", byExpiry, then.unexpired(now));
        Broken.unlessEqual("expired points of " + name, customer.totals(now).expired(), then.expired);
        Broken.unlessEqual(
                "books of " + name,
                customer.totals(now).outstanding(),
                customer.balance(now).total());
    }

    /** Nothing goes wrong any more: everything must come to rest, and then agree. */
    void end() {
        isHealed = true;
        armed = null;
        writes.heal();
        clock.pace(1);
        client.insist();
        for (int i = 0; i < ROUNDS; i++) {
            if (i % 10 == 0) {
                sweep();
            }
            clock.run(ROUND_MILLIS);
            feed.read();
            tick();
            resume();
            check();
            if (i > 1 && isAtRest()) {
                thenAllAgrees();
                return;
            }
        }
        throw new Broken("after " + ROUNDS + " rounds without faults: unanswered " + client.open()
                + ", feed at its end "
                + feed.isAtEnd() + ", campaigns at rest "
                + campaigns.values().stream().map(CampaignShell::isAtRest).toList()
                + ", in transit " + ledger.inTransit() + " (expected: rest)");
    }

    private boolean isAtRest() {
        return client.isAnswered()
                && feed.isAtEnd()
                && campaigns.values().stream().allMatch(CampaignShell::isAtRest)
                && shells.values().stream().allMatch(World::isAtRest);
    }

    private static boolean isAtRest(CustomerShell shell) {
        CustomerState state = shell.inMemory();
        return state != null
                && state.customer().sagas().underWay().isEmpty()
                && (state.customer().sagas().merge() == null
                        || state.customer().sagas().merge().isSettled());
    }

    private void thenAllAgrees() {
        Broken.unlessEqual("points in transit", ledger.inTransit(), 0L);
        for (CampaignShell each : campaigns.values()) {
            String name = each.campaignId().name();
            Campaign campaign = each.state().campaign();
            Broken.unlessEqual(
                    "places of " + name + " against coupons there are",
                    campaign.tally().taken(),
                    ledger.coupons(name, clock.instant(), false));
            Broken.unlessEqual(
                    "coupons of " + name + " used",
                    campaign.tally().redeemed(),
                    ledger.coupons(name, clock.instant(), true));
        }
        shells.forEach(this::thenDiskAgrees);
    }

    /** What is on the disk is what was acknowledged, and gives the state that lives. */
    private void thenDiskAgrees(String name, CustomerShell shell) {
        Set<String> requests = new HashSet<>();
        List<ByteString> rows = new ArrayList<>(disk.rows(shell.id()));
        for (ByteString row : rows) {
            String request = FeedReader.event(new Disk.Row(shell.id(), row))
                    .header()
                    .request()
                    .id();
            Broken.unless(
                    request.isEmpty() || requests.add(request), "request " + request, "on the disk twice", "once");
        }
        Broken.unlessEqual(
                "requests of " + name + " on the disk",
                requests,
                ledger.account(name).requests.keySet());
        CustomerState live = shell.state();
        shell.die();
        Broken.unlessEqual(
                "state of " + name + ", read back",
                CustomerSnapshotMapper.toProto(shell.state()).toByteString(),
                CustomerSnapshotMapper.toProto(live).toByteString());
    }
}
