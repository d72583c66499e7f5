package dev.giveback.torture.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.journal.CustomerSnapshotMapper;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One customer: what its actor does, without Akka. Messages queue, one is decided after another, none while a write is under way; an answer
 * is given when its event is stored; a failed write starts it again from what the disk holds.
 */
final class CustomerShell {
    private static final int EVENTS_PER_SNAPSHOT = 6;

    private final World world;
    private final String name;
    private final String id;
    private final Deque<Runnable> mailbox = new ArrayDeque<>();
    private @Nullable CustomerState state;
    private int rows;
    private boolean isWriting;
    private int unremembered;

    CustomerShell(World world, String name) {
        this.world = world;
        this.name = name;
        this.id = "customer|shop|" + name;
    }

    String id() {
        return id;
    }

    void decide(Command command, boolean validateOnly, Consumer<CustomerReply> reply) {
        tell(() -> decided(command, validateOnly, reply));
    }

    void read(Consumer<CustomerReply> reply) {
        tell(() -> {
            Instant latest = state().customer().latest();
            Instant now = now();
            reply.accept(new CustomerReply.Standing(
                    state().customer(), world.program(), now.isBefore(latest) ? latest : now));
        });
    }

    /** It leaves memory when it is idle. */
    void passivate() {
        tell(this::forget);
    }

    /** It is gone, with all that waits. */
    void die() {
        mailbox.clear();
        isWriting = false;
        forget();
    }

    private void forget() {
        state = null;
    }

    private void tell(Runnable message) {
        mailbox.add(message);
        handle();
    }

    private void handle() {
        while (!isWriting && !mailbox.isEmpty()) {
            mailbox.remove().run();
        }
    }

    private Instant now() {
        Instant now = world.clock().instant();
        return world.plant() == Plant.EARLY_EXPIRY ? now.plusSeconds(7_200) : now;
    }

    private void decided(Command command, boolean validateOnly, Consumer<CustomerReply> reply) {
        Command judged = world.plant() == Plant.NO_MEMORY ? underAnotherId(command) : command;
        Decision decision = state().customer().decide(judged, world.program(), Conditions.NONE, now());
        world.thenAgrees(name, command, decision);
        switch (decision) {
            case Decision.Accepted accepted -> {
                if (validateOnly) {
                    reply.accept(new CustomerReply.Recorded(accepted.event()));
                } else {
                    store(command, faulty(accepted.event()), reply);
                }
            }
            case Decision.Repeated repeated -> reply.accept(new CustomerReply.Recorded(repeated.event()));
            case Decision.Rejected rejected -> reply.accept(new CustomerReply.Refused(rejected.refusal()));
            case Decision.Unchanged unchanged -> reply.accept(new CustomerReply.Unchanged());
        }
    }

    private Command underAnotherId(Command command) {
        return command instanceof Command.AdjustPoints adjust
                ? new Command.AdjustPoints(
                        new Request(adjust.request().id() + "-" + ++unremembered, 1, ""),
                        adjust.points(),
                        adjust.reason())
                : command;
    }

    private CustomerEvent faulty(CustomerEvent event) {
        if (world.plant() != Plant.OFF_BY_ONE_LOT || !(event.change() instanceof Change.PointsRedeemed redeemed)) {
            return event;
        }
        List<LotUse> uses = new ArrayList<>(redeemed.uses());
        LotUse last = uses.removeLast();
        if (last.points() > 1) {
            uses.add(new LotUse(last.lotId(), last.points() - 1));
        }
        return new CustomerEvent(event.header(), new Change.PointsRedeemed(redeemed.reference(), uses));
    }

    private void store(Command command, CustomerEvent event, Consumer<CustomerReply> reply) {
        StoredCustomerEvent stored = StoredCustomerEvent.following(state().chainHash(), event);
        boolean isDeclined = Verdict.of(new Decision.Accepted(event)).equals(new Verdict.Decline());
        isWriting = true;
        CustomerReply recorded = new CustomerReply.Recorded(event);
        if (world.plant() == Plant.EARLY_ANSWER) {
            reply.accept(recorded);
        }
        world.writes()
                .begin(new Writes.Write(
                        tag(command),
                        id,
                        List.of(stored.toRecord().toByteString()),
                        () -> world.ledger().stored(name, command, event, isDeclined),
                        point -> stored(stored, point, reply, recorded),
                        this::failed));
        // A process that dies while it begins to write has written nothing.
        isWriting = state != null;
    }

    private String tag(Command command) {
        return name + " "
                + switch (command) {
                    case Command.ReceivePoints receive -> "receives " + receive.sender() + "/" + receive.transferId();
                    case Command.EndTransfer end -> "ends " + end.transferId();
                    case Command.AbsorbCustomer absorb -> "absorbs " + absorb.source() + "/" + absorb.attempt();
                    case Command.EndMerge end -> "ends merge " + end.attempt();
                    case Command.ExpirePoints sweep -> "sweeps " + rows;
                    default -> command.request().id();
                };
    }

    private void stored(
            StoredCustomerEvent stored, Point point, Consumer<CustomerReply> reply, CustomerReply recorded) {
        CustomerState before = state();
        state = before.evolve(stored);
        rows++;
        isWriting = false;
        if (point != Point.ANSWER_LOST && world.plant() != Plant.EARLY_ANSWER) {
            reply.accept(recorded);
        }
        if (rows % EVENTS_PER_SNAPSHOT == 0 || world.wantsSnapshot(point)) {
            snapshot(world.plant() == Plant.STALE_SNAPSHOT ? before : state(), point);
        }
        handle();
    }

    private void snapshot(CustomerState of, Point point) {
        if (point == Point.CRASH_BEFORE_SNAPSHOT) {
            world.crash();
            return;
        }
        if (point != Point.SNAPSHOT_LOST) {
            world.seen().add("snapshots");
            world.disk()
                    .save(
                            id,
                            new Disk.Snapshot(
                                    rows, CustomerSnapshotMapper.toProto(of).toByteString()));
        }
        if (point == Point.CRASH_AFTER_SNAPSHOT) {
            world.crash();
        }
    }

    /** The journal did not take it, or says so: only the disk knows. Whoever waits here has waited in vain. */
    private void failed() {
        die();
    }

    /** What is in memory, read from the disk if nothing is. */
    CustomerState state() {
        CustomerState known = state;
        if (known == null) {
            known = recovered(false);
            Broken.unless(
                    known.equals(recovered(true)),
                    "state of " + name,
                    "as its snapshot tells it",
                    "as its events tell it");
            world.seen().add("recoveries");
            state = known;
            rows = world.disk().rows(id).size();
        }
        return known;
    }

    @Nullable
    CustomerState inMemory() {
        return isWriting ? null : state;
    }

    private CustomerState recovered(boolean fromTheFirst) {
        try {
            Disk.Snapshot snapshot = fromTheFirst ? null : world.disk().snapshot(id);
            List<ByteString> all = world.disk().rows(id);
            CustomerState at = snapshot == null
                    ? CustomerState.NEW
                    : CustomerSnapshotMapper.toDomain(CustomerSnapshot.parseFrom(snapshot.bytes()));
            for (ByteString row : all.subList(snapshot == null ? 0 : snapshot.rows(), all.size())) {
                StoredCustomerEvent stored = StoredCustomerEvent.of(JournalRecord.parseFrom(row));
                if (!ChainHash.follows(at.chainHash(), stored.eventBytes(), stored.chainHash())) {
                    throw new Broken("chain of " + name + ": broken at " + stored.event() + " (expected: whole)");
                }
                at = at.evolve(stored);
            }
            return at;
        } catch (InvalidProtocolBufferException unreadable) {
            throw new Broken("journal of " + name + ": " + unreadable.getMessage() + " (expected: readable)");
        }
    }
}
