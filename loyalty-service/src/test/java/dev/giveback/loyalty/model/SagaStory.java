package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Decline;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotRules;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Programs;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One random story of some customers; the last of them is so rich that it often cannot take more. */
final class SagaStory {
    private static final List<String> CUSTOMERS =
            List.of("anna", "ben", "cleo", "dora", "emil", "finn", "gina", "hugo", "midas");
    private static final long RICH = 1_000_000_000_000_000L - 30;

    /** What the keys of merges begin with; no customer has this id. */
    private static final String MERGE = "merge";

    private final Chance chance;
    private final SagaWorld world;
    private final Map<String, NaivePurse> purses = new TreeMap<>();
    private final Map<String, NaivePurse> inTransit = new HashMap<>();
    private final Map<String, Boolean> arrived = new HashMap<>();
    private final List<Driver> drivers = new ArrayList<>();
    private final Map<String, Long> seen = new TreeMap<>();
    private long number;

    SagaStory(long seed) {
        chance = new Chance(seed);
        Program plain = Programs.PLAIN;
        Program program = new Program(
                plain.id(),
                plain.version(),
                plain.currency(),
                plain.zone(),
                plain.earning(),
                plain.tiers(),
                new LotRules(0, 20),
                plain.refunds(),
                plain.holdTimeToLive(),
                0);
        world = new SagaWorld(program, Instant.parse("2026-03-02T12:00:00Z"));
        CUSTOMERS.forEach(id -> purses.put(id, new NaivePurse()));
        makeRich();
    }

    Map<String, Long> seen() {
        return seen;
    }

    private void see(String what) {
        seen.merge(what, 1L, Long::sum);
    }

    private void makeRich() {
        Instant far = Instant.parse("2100-01-01T00:00:00Z");
        Lot lot = new Lot(1, Lot.Source.ADJUSTMENT, "gold", world.now, world.now, far, RICH, RICH);
        CustomerEvent.Header header =
                new CustomerEvent.Header(world.now, Request.NONE, 1, new Balance(RICH, 0, 0, 0), List.of(), null);
        world.record("midas", new CustomerEvent(header, new Change.PointsAdjusted("gold", RICH, 0, lot, List.of())));
        purses("midas").put(far, RICH);
    }

    private NaivePurse purses(String id) {
        NaivePurse purse = purses.get(id);
        if (purse == null) {
            throw new IllegalArgumentException("customer: " + id);
        }
        return purse;
    }

    void tell(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
            compare();
        }
        finish();
    }

    private void step() {
        long kind = chance.between(0, 99);
        if (kind < 20) {
            add();
        } else if (kind < 28) {
            spend();
        } else if (kind < 50) {
            send();
        } else if (kind < 52) {
            merge();
        } else if (kind < 85) {
            drive();
        } else if (kind < 92) {
            world.now = world.now.plus(Duration.ofHours(chance.between(1, 60)));
        } else if (kind < 96) {
            again();
        } else {
            crash();
        }
    }

    private Request request() {
        number++;
        return new Request("request-" + number, number, "");
    }

    private void add() {
        String id = chance.oneOf(CUSTOMERS);
        long points = chance.between(1, 40);
        if (world.decide(id, new Command.AdjustPoints(request(), points, "gift")) instanceof Decision.Accepted event) {
            Lot lot = ((Change.PointsAdjusted) event.event().change()).lot();
            assertThat(lot).isNotNull();
            purses(id).put(lot == null || lot.expires() == null ? Instant.MAX : lot.expires(), points);
        }
    }

    private void spend() {
        String id = chance.oneOf(CUSTOMERS);
        purses(id).expire(world.now);
        long points = chance.between(1, 30);
        Decision decision = world.decide(id, new Command.RedeemPoints(request(), points, "mug"));
        assertThat(decision instanceof Decision.Accepted)
                .as("spending %s of %s", points, purses(id).total())
                .isEqualTo(purses(id).total() >= points);
        if (decision instanceof Decision.Accepted) {
            purses(id).take(points);
        }
    }

    private void send() {
        String sender = chance.oneOf(CUSTOMERS);
        String recipient = chance.oneOf(CUSTOMERS);
        if (sender.equals(recipient)) {
            return;
        }
        purses(sender).expire(world.now);
        long points = chance.between(1, 40);
        String id = "t" + (number + 1);
        boolean isKnown = world.customer(recipient).exists();
        Refusal unknown = new Refusal(Reason.OTHER_CUSTOMER_NOT_FOUND, "recipient: unknown", Map.of());
        Decision decision = world.decide(
                sender, new Command.SendPoints(request(), id, recipient, points, "", isKnown ? null : unknown));
        boolean isUnderLimit = world.customer(sender).sagas().underWay().size() <= 100;
        assertThat(decision instanceof Decision.Accepted)
                .as("sending %s of %s", points, purses(sender).total())
                .isEqualTo(isKnown && isUnderLimit && purses(sender).total() >= points);
        if (decision instanceof Decision.Accepted) {
            see("sent");
            inTransit.put(sender + "/" + id, purses(sender).take(points));
            drivers.add(new TransferDriver(sender, id));
            if (chance.percent(30)) {
                drivers.add(new TransferDriver(sender, id));
            }
        }
    }

    private void merge() {
        String source = chance.oneOf(CUSTOMERS);
        String target = chance.oneOf(CUSTOMERS);
        if (source.equals(target)) {
            return;
        }
        Customer before = world.customer(source);
        Merge ofTarget = world.customer(target).sagas().merge();
        Refusal problem = null;
        if (!world.customer(target).exists()) {
            problem = new Refusal(Reason.OTHER_CUSTOMER_NOT_FOUND, "target: unknown", Map.of());
        } else if (ofTarget != null && ofTarget.isSettled()) {
            problem = new Refusal(Reason.CUSTOMER_MERGED, "target: merged", Map.of());
        }
        boolean isPossible = problem == null
                && before.exists()
                && before.sagas().merge() == null
                && before.sagas().underWay().isEmpty();
        Decision decision = world.decide(source, new Command.BeginMerge(request(), target, 1, problem));
        assertThat(decision instanceof Decision.Accepted).as("merging").isEqualTo(isPossible);
        if (decision instanceof Decision.Accepted accepted) {
            see("merging");
            long attempt = ((Change.MergeBegun) accepted.event().change()).attempt();
            NaivePurse all = new NaivePurse();
            purses(source).expire(world.now);
            all.putAll(purses(source));
            inTransit.put(MERGE + "/" + source + "/" + attempt, all);
            drivers.add(new MergeDriver(source, attempt));
            if (chance.percent(30)) {
                drivers.add(new MergeDriver(source, attempt));
            }
        }
    }

    /** Someone takes one more step, perhaps long after it learnt what it knows. */
    private void drive() {
        if (!drivers.isEmpty()) {
            Driver driver = chance.oneOf(drivers);
            if (driver.step()) {
                drivers.remove(driver);
            }
        }
    }

    /** Another one goes on with what is under way, or with what has ended long ago. */
    private void again() {
        List<String> all = List.copyOf(inTransit.keySet());
        if (!all.isEmpty()) {
            String[] key = chance.oneOf(all).split("/", -1);
            drivers.add(
                    key[0].equals(MERGE)
                            ? new MergeDriver(key[1], Long.parseLong(key[2]))
                            : new TransferDriver(key[0], key[1]));
            see("again");
        }
    }

    private void crash() {
        drivers.clear();
        world.crash();
        see("crash");
    }

    /** What is under way is found and ended, as the driver of the directory does. */
    private void finish() {
        crash();
        for (String id : CUSTOMERS) {
            for (String transfer :
                    List.copyOf(world.customer(id).sagas().underWay().keySet())) {
                end(new TransferDriver(id, transfer));
            }
            Merge merge = world.customer(id).sagas().merge();
            if (merge != null) {
                end(new MergeDriver(id, merge.attempt()));
            }
        }
        compare();
        long transferred = 0;
        for (String id : CUSTOMERS) {
            assertThat(world.customer(id).sagas().underWay())
                    .as("under way of %s", id)
                    .isEmpty();
            transferred += world.customer(id).totals().transferred();
        }
        assertThat(transferred).as("transferred, all together").isZero();
        assertThat(inTransit.values()).allMatch(purse -> purse.total() == 0);
    }

    private void end(Driver driver) {
        while (!driver.step()) {
            compare();
        }
        compare();
    }

    private void compare() {
        long transferred = 0;
        for (String id : CUSTOMERS) {
            NaivePurse purse = purses(id);
            purse.expire(world.now);
            assertThat(NaivePurse.pointsOf(world.customer(id), world.now))
                    .as("points of %s by expiry", id)
                    .isEqualTo(purse.points());
            assertThat(world.customer(id).totals(world.now).expired())
                    .as("expired of %s", id)
                    .isEqualTo(purse.expired());
            transferred += world.customer(id).totals().transferred();
        }
        long underWay = inTransit.values().stream().mapToLong(NaivePurse::total).sum();
        assertThat(transferred).as("minus the points in transit").isEqualTo(-underWay);
    }

    /** Takes one step after the other, and may be left alone after each. */
    private interface Driver {
        /** Takes the next step; whether it was the last. */
        boolean step();
    }

    /** One that drives a transfer: what it knows it has read some time ago. */
    private final class TransferDriver implements Driver {
        private final String sender;
        private final String id;
        private int step;
        private @Nullable Transfer known;
        private @Nullable Reason declined;

        TransferDriver(String sender, String id) {
            this.sender = sender;
            this.id = id;
        }

        @Override
        public boolean step() {
            step++;
            if (step == 1) {
                known = world.customer(sender).sagas().transfer(id);
                return known == null || !known.isUnderWay();
            }
            Transfer transfer = known;
            if (transfer == null) {
                throw new IllegalStateException("step: " + step);
            }
            if (step == 2) {
                receive(transfer);
                return false;
            }
            end();
            return true;
        }

        private void receive(Transfer transfer) {
            Decision decision = world.decide(
                    transfer.recipient(), new Command.ReceivePoints(sender, id, transfer.reference(), transfer.lots()));
            String key = sender + "/" + id;
            switch (decision) {
                case Decision.Accepted accepted -> {
                    assertThat(arrived).as("arrived before").doesNotContainKey(key);
                    if (accepted.event().change() instanceof Change.TransferDeclined no) {
                        declined = no.reason();
                        see("declined");
                    } else {
                        purses(transfer.recipient()).putAll(inTransit(key));
                        see("received");
                    }
                    arrived.put(key, declined == null);
                }
                case Decision.Rejected rejected -> {
                    declined = rejected.refusal().reason();
                    // One that was merged away says so for ever without a record.
                    if (declined == Reason.CUSTOMER_MERGED) {
                        arrived.putIfAbsent(key, false);
                        see("received by none");
                    }
                    assertThat(arrived.get(key)).isEqualTo(false);
                    see("late");
                }
                case Decision.Unchanged unchanged ->
                    assertThat(arrived.get(key)).isEqualTo(true);
                case Decision.Repeated repeated -> throw new AssertionError("repeated");
            }
        }

        private void end() {
            Decision decision = world.decide(sender, new Command.EndTransfer(id, declined));
            if (decision instanceof Decision.Accepted accepted) {
                if (accepted.event().change() instanceof Change.TransferReturned) {
                    purses(sender).putAll(inTransit(sender + "/" + id));
                    see("returned");
                } else {
                    see("settled");
                }
            } else {
                assertThat(decision).isInstanceOf(Decision.Unchanged.class);
            }
        }
    }

    private NaivePurse inTransit(String key) {
        NaivePurse purse = inTransit.get(key);
        if (purse == null) {
            throw new AssertionError("in transit: nothing under " + key);
        }
        return purse;
    }

    /** One that drives a merge. */
    private final class MergeDriver implements Driver {
        private final String source;
        private final long attempt;
        private int step;
        private @Nullable Merge known;
        private @Nullable Decline declined;

        MergeDriver(String source, long attempt) {
            this.source = source;
            this.attempt = attempt;
        }

        @Override
        public boolean step() {
            step++;
            if (step == 1) {
                known = world.customer(source).sagas().merge();
                return known == null || known.isSettled() || known.attempt() != attempt;
            }
            Merge merge = known;
            if (merge == null || merge.estate() == null) {
                throw new IllegalStateException("step: " + step);
            }
            if (step == 2) {
                absorb(merge.target(), new Command.AbsorbCustomer(source, attempt, merge.begun(), merge.estate()));
                return false;
            }
            end();
            return true;
        }

        private String key() {
            return MERGE + "/" + source + "/" + attempt;
        }

        private void absorb(String target, Command.AbsorbCustomer command) {
            switch (world.decide(target, command)) {
                case Decision.Accepted accepted -> {
                    assertThat(arrived).as("arrived before").doesNotContainKey(key());
                    if (accepted.event().change() instanceof Change.MergeDeclined no) {
                        declined = no.declined();
                        see("merge declined");
                    } else {
                        purses(target).putAll(inTransit(key()));
                        see("absorbed");
                    }
                    arrived.put(key(), declined == null);
                }
                case Decision.Rejected rejected -> {
                    declined = Decline.ofRefusal(rejected.refusal());
                    assertThat(declined).isNotNull();
                    if (rejected.refusal().reason() == Reason.CUSTOMER_MERGED) {
                        arrived.putIfAbsent(key(), false);
                    }
                    assertThat(arrived.get(key())).isEqualTo(false);
                    see("merge late");
                }
                case Decision.Unchanged unchanged ->
                    assertThat(arrived.get(key())).isEqualTo(true);
                case Decision.Repeated repeated -> throw new AssertionError("repeated");
            }
        }

        private void end() {
            Decision decision = world.decide(source, new Command.EndMerge(attempt, declined));
            if (decision instanceof Decision.Accepted accepted) {
                if (accepted.event().change() instanceof Change.MergeReverted) {
                    purses(source).putAll(inTransit(key()));
                    see("reverted");
                } else {
                    see("merged");
                }
            } else {
                assertThat(decision).isInstanceOf(Decision.Unchanged.class);
            }
        }
    }
}
