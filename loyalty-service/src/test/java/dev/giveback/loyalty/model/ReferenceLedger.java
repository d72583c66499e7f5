package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.TierGrant;
import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.domain.Totals;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A naive ledger of one customer, written from the published contract. It is slow, keeps everything for ever, and copies itself for
 * every command; it shares only the records of commands and answers with the code that it judges. Where the contract is silent or
 * the customer reads it in another way, a comment beside the rule begins with "As the customer does".
 */
final class ReferenceLedger {
    private static final TierGrant NO_TIER = new TierGrant("", Instant.EPOCH, null);

    final ReferenceAccount account;
    final Map<String, ReferenceOrder> orders = new LinkedHashMap<>();
    final List<Done> activities = new ArrayList<>();
    private final Map<String, Long> fingerprints = new HashMap<>();
    boolean known;
    boolean member;
    long nextLotId = 1;
    Instant latest = Instant.EPOCH;
    Instant latestCheckout = Instant.EPOCH;
    private TierGrant tier = NO_TIER;

    /** An activity on a day of the program's zone. */
    record Done(String activity, LocalDate day) {}

    ReferenceLedger() {
        this(new ReferenceAccount());
    }

    private ReferenceLedger(ReferenceAccount account) {
        this.account = account;
    }

    private ReferenceLedger copy() {
        ReferenceLedger copy = new ReferenceLedger(account.copy());
        orders.forEach((id, order) -> copy.orders.put(id, order.copy()));
        copy.activities.addAll(activities);
        copy.fingerprints.putAll(fingerprints);
        copy.known = known;
        copy.member = member;
        copy.nextLotId = nextLotId;
        copy.latest = latest;
        copy.latestCheckout = latestCheckout;
        copy.tier = tier;
        return copy;
    }

    /** The time that counts when the clock shows this: it never runs backwards behind the latest change. */
    Instant timeAt(Instant clock) {
        return clock.isBefore(latest) ? latest : clock;
    }

    /** What must come of a command. Changes nothing. */
    Verdict judge(Step step) {
        Instant time = timeAt(step.clock());
        Command command = step.command();
        if (ReferenceJudge.breaksShape(command, step.program(), time)) {
            return new Verdict.Refuse(Reason.INVALID_FIELD);
        }
        Long fingerprint = fingerprints.get(command.request().id());
        if (fingerprint != null) {
            return fingerprint == command.request().fingerprint()
                    ? new Verdict.Repeat(command.request().id())
                    : new Verdict.Refuse(Reason.REQUEST_ID_REUSED);
        }
        return new ReferenceJudge(copy(), step.program(), time).judge(command);
    }

    /** Notes that a request was carried out. */
    void remember(Request request, Instant time) {
        known = true;
        latest = time;
        if (!request.id().isEmpty()) {
            fingerprints.put(request.id(), request.fingerprint());
        }
    }

    Balance balance(Instant time) {
        return account.balance(time);
    }

    Totals totals(Instant time) {
        return account.totals(time);
    }

    /** The tier at this time: the one given; and each time that its period and grace are over, what the window is worth then. */
    TierGrant tier(Program program, Instant time) {
        TierGrant standing = tier;
        for (Instant end = standing.end(); end != null && !end.isAfter(time); end = standing.end()) {
            standing = grant(program, reached(program, end), end);
        }
        return standing;
    }

    /** Raises the tier that stood before an order, if the order reaches a higher one; null if it stays the one given. */
    @Nullable
    TierGrant raiseTier(Program program, TierGrant before, Instant time) {
        String reached = reached(program, time);
        boolean higher = rank(program, reached) > rank(program, before.tierId());
        return changeTier(higher ? grant(program, reached, time) : before);
    }

    /** Gives this tier; null if it stays the one given. */
    @Nullable
    TierGrant changeTier(TierGrant next) {
        boolean changed = !next.equals(tier);
        tier = next;
        return changed ? next : null;
    }

    private static TierGrant grant(Program program, String tierId, Instant start) {
        TierRules rules = program.tiers();
        if (tierId.isEmpty()) {
            return new TierGrant(tierId, start, null);
        }
        LocalDate last = day(program, start).plusDays(rules.periodDays()).plusDays(rules.graceDays());
        return new TierGrant(tierId, start, rules.periodDays() == 0 ? null : midnight(program, last));
    }

    private String reached(Program program, Instant time) {
        BigInteger counted = BigInteger.ZERO;
        TierRules rules = program.tiers();
        LocalDate today = day(program, time);
        LocalDate latestDay = day(program, time.plus(Duration.ofMinutes(5)));
        LocalDate first = today.minusDays(rules.windowDays() - 1L);
        for (ReferenceOrder order : orders.values()) {
            boolean inWindow = !order.day.isBefore(first) && !order.day.isAfter(latestDay);
            if (rules.windowDays() == 0 || inWindow) {
                counted = counted.add(
                        rules.metric() == TierRules.Metric.POINTS
                                ? order.points().subtract(order.takenBack)
                                : order.total().subtract(order.moneyBack));
            }
        }
        String reached = "";
        for (TierRules.Tier candidate : rules.tiers()) {
            reached = counted.compareTo(BigInteger.valueOf(candidate.threshold())) >= 0 ? candidate.id() : reached;
        }
        return reached;
    }

    private static int rank(Program program, String tierId) {
        return program.tiers().tiers().stream().map(TierRules.Tier::id).toList().indexOf(tierId);
    }

    static LocalDate day(Program program, Instant time) {
        return time.atZone(program.zone()).toLocalDate();
    }

    static Instant midnight(Program program, LocalDate day) {
        return day.atStartOfDay(program.zone()).toInstant();
    }
}
