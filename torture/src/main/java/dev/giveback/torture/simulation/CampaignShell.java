package dev.giveback.torture.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.ClaimOutcome;
import dev.giveback.coupon.domain.ClaimsDecision;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.coupon.domain.Limits;
import dev.giveback.coupon.journal.CampaignSnapshotMapper;
import dev.giveback.coupon.journal.RecordedCampaign;
import dev.giveback.coupon.journal.StoredCampaignEvent;
import dev.giveback.journal.v1.CampaignSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One campaign: what its actor does, without Akka. Claims gather while a write is under way; one that is recorded is granted at its customer
 * until there is an answer, and only then its caller is answered; a campaign that comes back grants again what its journal leaves open.
 */
final class CampaignShell {
    private static final int EVENTS_PER_SNAPSHOT = 5;

    private final World world;
    private final CampaignId id;
    private final Grants grants;
    private final Deque<Runnable> mailbox = new ArrayDeque<>();
    private final List<Asked> gathering = new ArrayList<>();
    private final Map<String, List<Consumer<Answer>>> waiting = new HashMap<>();
    private final Set<String> calls = new HashSet<>();
    private final Set<String> granted = new LinkedHashSet<>();
    private final Map<String, RefusedClaim> declined = new LinkedHashMap<>();
    private @Nullable RecordedCampaign state;
    private int rows;
    private boolean isWriting;
    private boolean areGrantsDue;

    private record Asked(ClaimOrder order, Consumer<Answer> reply) {}

    /** What a claim comes to. */
    sealed interface Answer {
        /** The customer has it. */
        record Given(Claim claim) implements Answer {}

        /** Nothing was given. */
        record Refused(String reason) implements Answer {}
    }

    CampaignShell(World world, CampaignId id, CampaignEvent created) {
        this.world = world;
        this.id = id;
        grants = new Grants(world, id);
        StoredCampaignEvent first = StoredCampaignEvent.following(RecordedCampaign.NEW.chainHash(), created);
        world.disk().append(persistenceId(), List.of(first.toRecord().toByteString()));
    }

    String persistenceId() {
        return "campaign|" + id.program() + "|" + id.campaign();
    }

    CampaignId campaignId() {
        return id;
    }

    void claim(ClaimOrder order, Consumer<Answer> reply) {
        tell(() -> {
            gathering.add(new Asked(order, reply));
            if (gathering.size() == 1) {
                mailbox.add(this::decideGathered);
            }
        });
    }

    void settle(List<CouponNews> news, Runnable done) {
        tell(() -> state().campaign()
                .settled(news, Terms.LONDON, world.clock().instant())
                .ifPresentOrElse(
                        event -> store("settles " + news.getFirst().position().ordering(), List.of(event), done),
                        done));
    }

    /** Looks after what is watched. */
    void tick() {
        tell(() -> {
            Campaign campaign = state().campaign();
            for (Claim claim : campaign.live().values()) {
                if (!isBusy(claim)) {
                    if (!claim.granted()) {
                        grant(campaign, claim);
                    } else if (claim.isDue(world.clock().instant())) {
                        takeBack(claim);
                    }
                }
            }
            if (!granted.isEmpty() || !declined.isEmpty()) {
                areGrantsDue = true;
                mailbox.add(this::decideGathered);
            }
        });
    }

    void passivate() {
        tell(() -> state = null);
    }

    void die() {
        mailbox.clear();
        gathering.clear();
        waiting.clear();
        calls.clear();
        granted.clear();
        declined.clear();
        isWriting = false;
        areGrantsDue = false;
        state = null;
    }

    private boolean isBusy(Claim claim) {
        return calls.contains(claim.id()) || granted.contains(claim.id()) || declined.containsKey(claim.id());
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

    private void decideGathered() {
        List<Asked> batch = List.copyOf(gathering);
        gathering.clear();
        Instant now = world.clock().instant();
        List<String> given = areGrantsDue ? List.copyOf(granted) : List.of();
        List<RefusedClaim> refused = List.copyOf(declined.values());
        granted.removeAll(given);
        areGrantsDue = false;
        RecordedCampaign next = state();
        List<CampaignEvent> events = new ArrayList<>();
        CampaignEvent news = next.campaign().granted(given, refused, now).orElse(null);
        if (news != null) {
            events.add(news);
            next = next.evolve(StoredCampaignEvent.following(next.chainHash(), news));
        }
        List<ClaimOutcome> outcomes = List.of();
        if (!batch.isEmpty()) {
            Campaign judge = world.plant() == Plant.OVER_LIMIT ? Plants.generous(next.campaign()) : next.campaign();
            ClaimsDecision decision =
                    judge.claim(batch.stream().map(Asked::order).toList(), Terms.LONDON, now);
            CampaignEvent claimed = decision.event();
            if (claimed != null) {
                events.add(claimed);
            }
            outcomes = decision.outcomes();
        }
        List<ClaimOutcome> decided = outcomes;
        Runnable recorded = () -> recorded(batch, decided, refused);
        if (events.isEmpty()) {
            recorded.run();
        } else {
            store(
                    batch.isEmpty()
                            ? "answers " + rows
                            : "claims " + batch.getFirst().order().claimId(),
                    events,
                    recorded);
        }
    }

    private void recorded(List<Asked> batch, List<ClaimOutcome> decided, List<RefusedClaim> refused) {
        for (RefusedClaim one : refused) {
            declined.remove(one.id());
            answer(one.id(), new Answer.Refused(one.reason()));
        }
        for (int i = 0; i < batch.size(); i++) {
            answer(decided.get(i), batch.get(i).reply());
        }
    }

    private void answer(ClaimOutcome outcome, Consumer<Answer> reply) {
        Campaign campaign = state().campaign();
        switch (outcome) {
            case ClaimOutcome.Accepted accepted -> {
                // Of an earlier claim of the same id, which is watched no longer.
                granted.remove(accepted.claim().id());
                await(campaign, accepted.claim(), reply);
            }
            case ClaimOutcome.Known known -> {
                Claim claim = campaign.live().get(known.claim().id());
                if (claim == null || claim.granted() || granted.contains(claim.id())) {
                    reply.accept(new Answer.Given(known.claim()));
                } else {
                    await(campaign, claim, reply);
                }
            }
            case ClaimOutcome.Rejected rejected ->
                reply.accept(new Answer.Refused(rejected.refusal().reason().name()));
            case ClaimOutcome.Direct direct -> throw new Broken("claim: direct (expected: the campaign has limits)");
        }
    }

    private void await(Campaign campaign, Claim claim, Consumer<Answer> reply) {
        waiting.computeIfAbsent(claim.id(), unseen -> new ArrayList<>()).add(reply);
        if (!isBusy(claim)) {
            grant(campaign, claim);
        }
    }

    private void answer(String claimId, Answer answer) {
        List<Consumer<Answer>> callers = waiting.remove(claimId);
        if (callers != null) {
            callers.forEach(caller -> caller.accept(answer));
        }
    }

    private void grant(Campaign campaign, Claim claim) {
        calls.add(claim.id());
        grants.grant(campaign, claim)
                .whenComplete((outcome, failure) -> tell(() -> {
                    calls.remove(claim.id());
                    if (failure != null || outcome == null) {
                        return;
                    }
                    if (outcome.isEmpty()) {
                        granted.add(claim.id());
                        answer(claim.id(), new Answer.Given(claim));
                    } else {
                        declined.put(claim.id(), new RefusedClaim(claim.id(), outcome));
                        mailbox.add(this::decideGathered);
                    }
                }));
    }

    private void takeBack(Claim claim) {
        calls.add(claim.id());
        grants.takeBack(claim).whenComplete((reply, failure) -> tell(() -> calls.remove(claim.id())));
    }

    private void store(String what, List<CampaignEvent> events, Runnable then) {
        List<StoredCampaignEvent> stored = new ArrayList<>();
        RecordedCampaign next = state();
        for (CampaignEvent event : events) {
            StoredCampaignEvent row = StoredCampaignEvent.following(next.chainHash(), event);
            stored.add(row);
            next = next.evolve(row);
        }
        RecordedCampaign after = next;
        isWriting = true;
        world.writes()
                .begin(new Writes.Write(
                        id.campaign() + " " + what,
                        persistenceId(),
                        stored.stream()
                                .map(row -> row.toRecord().toByteString())
                                .toList(),
                        () -> world.seen().add("campaign events", events.size()),
                        point -> stored(after, stored.size(), point, then),
                        this::die));
        isWriting = state != null;
    }

    private void stored(RecordedCampaign after, int events, Point point, Runnable then) {
        state = after;
        rows += events;
        isWriting = false;
        then.run();
        if (rows % EVENTS_PER_SNAPSHOT == 0 || world.wantsSnapshot(point)) {
            snapshot(after, point);
        }
        handle();
    }

    private void snapshot(RecordedCampaign of, Point point) {
        if (point == Point.CRASH_BEFORE_SNAPSHOT) {
            world.crash();
            return;
        }
        if (point != Point.SNAPSHOT_LOST) {
            world.disk()
                    .save(
                            persistenceId(),
                            new Disk.Snapshot(
                                    rows, CampaignSnapshotMapper.toProto(of).toByteString()));
        }
        if (point == Point.CRASH_AFTER_SNAPSHOT) {
            world.crash();
        }
    }

    /** Whether nothing is open: each claim is granted or given up, and recorded so. */
    boolean isAtRest() {
        return !isWriting
                && calls.isEmpty()
                && granted.isEmpty()
                && declined.isEmpty()
                && gathering.isEmpty()
                && state().campaign().live().values().stream().allMatch(Claim::granted);
    }

    RecordedCampaign state() {
        RecordedCampaign known = state;
        if (known == null) {
            known = recovered(false);
            Broken.unless(
                    known.equals(recovered(true)),
                    "campaign " + id.campaign(),
                    "as its snapshot tells it",
                    "as its events tell it");
            state = known;
            rows = world.disk().rows(persistenceId()).size();
        }
        return known;
    }

    /** The limits hold, in what the campaign knows and in the customers' hands. */
    void check() {
        Campaign campaign = state().campaign();
        Limits limits = campaign.definition().limits();
        long taken = campaign.tally().taken();
        Broken.unless(taken <= limits.total(), "places of " + id.campaign(), taken, "at most " + limits.total());
        long there = world.ledger().coupons(id.name(), world.clock().instant(), false);
        Broken.unless(there <= limits.total(), "coupons of " + id.campaign(), there, "at most " + limits.total());
        Broken.unless(campaign.budgetLeft() >= 0, "budget left of " + id.campaign(), campaign.budgetLeft(), ">= 0");
    }

    private RecordedCampaign recovered(boolean fromTheFirst) {
        try {
            Disk.Snapshot snapshot = fromTheFirst ? null : world.disk().snapshot(persistenceId());
            List<ByteString> all = world.disk().rows(persistenceId());
            RecordedCampaign at = snapshot == null
                    ? RecordedCampaign.NEW
                    : CampaignSnapshotMapper.toDomain(CampaignSnapshot.parseFrom(snapshot.bytes()));
            for (ByteString row : all.subList(snapshot == null ? 0 : snapshot.rows(), all.size())) {
                StoredCampaignEvent stored = StoredCampaignEvent.of(JournalRecord.parseFrom(row));
                if (!ChainHash.follows(at.chainHash(), stored.eventBytes(), stored.chainHash())) {
                    throw new Broken(
                            "chain of " + id.campaign() + ": broken at " + stored.event() + " (expected: whole)");
                }
                at = at.evolve(stored);
            }
            return at;
        } catch (InvalidProtocolBufferException unreadable) {
            throw new Broken("journal of " + id.campaign() + ": " + unreadable.getMessage() + " (expected: readable)");
        }
    }
}
