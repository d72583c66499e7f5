package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the life of one customer again on all sides: give it the events in order, then end it. */
public final class CustomerTrial {
    /**
     * Events that wait until it is known when they happened; with more, those before count as recorded when they happened. As many are read ahead
     * for a correction; an order with more behind it is told as it was recorded.
     */
    private static final int MOST_WAITING = 10_000;

    private final Trial trial;
    private final String id;
    private final TrialSums sums;
    private final Side baseline;
    private final List<Side> candidates = new ArrayList<>();
    /** Events that are read ahead, because a correction behind them may be about one of them. */
    private final Deque<CustomerEvent> ahead = new ArrayDeque<>();
    /** Orders with the facts of their latest correction that has been read. */
    private final Map<String, Change.CheckoutCompleted> corrected = new HashMap<>();

    private @Nullable List<CustomerEvent> waiting;
    /** How long after it happened the latest thing whose time is known was recorded. */
    private Duration lag = Duration.ZERO;

    private boolean hasBegun;
    private long taken;
    private long sequenceNumber;

    /** Before the first event. */
    public CustomerTrial(Trial trial, String id, TrialSums sums) {
        this.trial = trial;
        this.id = id;
        this.sums = sums;
        this.baseline = Side.baseline(trial, sums.baseline());
        this.waiting = trial.clock() == TrialClock.HAPPENED ? new ArrayList<>() : null;
    }

    /** The next event. */
    public void add(CustomerEvent event) {
        if (event.change() instanceof Change.OrderCorrected correction) {
            corrected.put(correction.order().orderId(), correction.order());
        }
        ahead.add(event);
        if (ahead.size() > MOST_WAITING) {
            next(ahead.removeFirst());
        }
    }

    private void next(CustomerEvent event) {
        Instant recorded = event.header().time();
        if (trial.clock() == TrialClock.RECORDED) {
            take(event, recorded);
            return;
        }
        Instant happened = happened(asCorrected(event).change());
        if (happened == null && waiting != null && waiting.size() < MOST_WAITING) {
            waiting.add(event);
            return;
        }
        if (happened != null) {
            lag = Duration.between(happened, recorded);
        }
        takeWaiting();
        take(event, happened == null ? recorded.minus(lag) : happened);
    }

    /** When it happened, if the event says so. */
    private static @Nullable Instant happened(Change change) {
        return switch (change) {
            case Change.CheckoutCompleted completed -> completed.purchaseTime();
            case Change.OrderRefunded refunded -> refunded.refundTime();
            default -> null;
        };
    }

    private void takeWaiting() {
        List<CustomerEvent> before = waiting;
        waiting = null;
        if (before != null) {
            before.forEach(event -> take(event, event.header().time().minus(lag)));
        }
    }

    private void take(CustomerEvent recorded, Instant now) {
        sequenceNumber++;
        Instant until = trial.until();
        if (until != null && !now.isBefore(until)) {
            return;
        }
        taken++;
        if (!hasBegun && (trial.since() == null || !now.isBefore(trial.since()))) {
            begin();
        }
        Customer before = baseline.customer();
        CustomerEvent told = asCorrected(recorded);
        // Its reservation, if it had one, was made with what was wrong: so it is told as a checkout, which comes last.
        List<Command> commands = isCorrected(recorded.change())
                ? List.of(commands(told, before, now).getLast())
                : commands(told, before, now);
        if (trial.clock() == TrialClock.HAPPENED) {
            takeBaseline(told, commands, before, now);
        } else if (isNotDecidedAgain(recorded.change())) {
            baseline.evolve(recorded);
        } else {
            takeBaseline(
                    recorded, isCorrected(recorded.change()) ? commands(recorded, before, now) : commands, before, now);
        }
        for (Side side : candidates) {
            side.take(told, commands, before, now);
        }
    }

    /** An order with the facts that it was corrected to: what was recorded wrong is asked of no rules. */
    private CustomerEvent asCorrected(CustomerEvent recorded) {
        Change.CheckoutCompleted facts = recorded.change() instanceof Change.CheckoutCompleted completed
                ? corrected.get(completed.orderId())
                : null;
        return facts == null ? recorded : new CustomerEvent(recorded.header(), facts);
    }

    /** Whether it is an order that a correction has been read of. */
    private boolean isCorrected(Change change) {
        return change instanceof Change.CheckoutCompleted completed && corrected.containsKey(completed.orderId());
    }

    private void takeBaseline(CustomerEvent recorded, List<Command> commands, Customer before, Instant now) {
        CustomerEvent event = baseline.take(recorded, commands, before, now);
        boolean isSame = trial.clock() == TrialClock.RECORDED
                ? recorded.equals(event)
                : event == null
                        ? PointsMoved.of(recorded).isNothing()
                        : PointsMoved.of(recorded).equals(PointsMoved.of(event));
        if (!isSame && !isNotDecidedAgain(recorded.change()) && !isToldAsCorrected(recorded.change())) {
            sums.differs(id, sequenceNumber);
        }
    }

    /** What was declined to another customer, or calculated from all that was before it, is left as it is. */
    private static boolean isNotDecidedAgain(Change change) {
        return change instanceof Change.MergeDeclined
                || change instanceof Change.OrdersRederived
                || change instanceof Change.OrderCorrected;
    }

    /** What a corrected order earned was calculated with all that was known then; by the other clock it is told so, and its refunds. */
    private boolean isToldAsCorrected(Change change) {
        return trial.clock() == TrialClock.HAPPENED
                && (isCorrected(change)
                        || (change instanceof Change.OrderRefunded refunded
                                && corrected.containsKey(refunded.orderId())));
    }

    private List<Command> commands(CustomerEvent recorded, Customer before, Instant now) {
        // A repeat is never recorded, so unless the event is compared whole no request need be remembered.
        boolean isWhole = trial.clock() == TrialClock.RECORDED;
        List<Command> commands = RecordedCommands.candidates(
                recorded, before, now, isWhole ? recorded.header().request() : Request.NONE);
        if (commands.isEmpty()) {
            return List.of(new Command.ExpirePoints());
        }
        if (trial.clock() == TrialClock.HAPPENED) {
            return commands.getFirst() instanceof Command.GrantCoupon grant ? List.of(timeless(grant)) : commands;
        }
        if (commands.size() == 1) {
            return commands;
        }
        Command behind = RecordedCommands.behind(
                recorded, before, trial.versions().apply(recorded.header().programVersion()), trial.conditions());
        return behind == null || behind.equals(commands.getFirst()) ? commands : commands.reversed();
    }

    /** Its times are of the other clock. What it could be used for, the orders tell. */
    private static Command timeless(Command.GrantCoupon grant) {
        return new Command.GrantCoupon(
                grant.request(),
                grant.couponId(),
                grant.campaign(),
                grant.campaignVersion(),
                grant.terms(),
                null,
                null,
                grant.code(),
                grant.pointsPrice(),
                grant.content());
    }

    private void begin() {
        hasBegun = true;
        baseline.count();
        for (int i = 0; i < trial.candidates().size(); i++) {
            candidates.add(Side.candidate(
                    trial, trial.candidates().get(i), sums.candidates().get(i), baseline.customer()));
        }
    }

    /** Reckons what the customer comes to. */
    public void end() {
        ahead.forEach(this::next);
        takeWaiting();
        if (taken == 0) {
            return;
        }
        if (!hasBegun) {
            begin();
        }
        Instant latest = baseline.customer().latest();
        Instant end = trial.until() == null && latest.isAfter(trial.end()) ? latest : trial.end();
        baseline.end(end);
        String tierId = baseline.tierId(end);
        long[] worth = new long[candidates.size()];
        for (int i = 0; i < worth.length; i++) {
            Side side = candidates.get(i);
            side.end(end);
            worth[i] = side.worth(end);
            sums.moved(i, tierId, side.tierId(end));
        }
        sums.ended(new CustomerOutcome(
                id,
                tierId,
                baseline.customer().enrolled() != null,
                baseline.orders,
                baseline.spend,
                baseline.worth(end),
                worth));
    }
}
