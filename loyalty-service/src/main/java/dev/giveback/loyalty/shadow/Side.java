package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Totals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One customer under some rules. */
final class Side {
    private final Trial trial;
    /** Null for those that were recorded. */
    private final @Nullable Program rules;

    private final Spender spender;
    private final SideSums sums;
    private Customer customer;
    private @Nullable Refusal refusal;
    /** What came with the customer at the beginning; null while it does not count. */
    private @Nullable Totals opening;

    long orders;
    long spend;

    private Side(Trial trial, @Nullable Program rules, Spender spender, SideSums sums, Customer customer) {
        this.trial = trial;
        this.rules = rules;
        this.spender = spender;
        this.sums = sums;
        this.customer = customer;
    }

    /** Under the recorded rules; it does not count yet. */
    static Side baseline(Trial trial, SideSums sums) {
        return new Side(trial, null, new Spender(Spending.SAME_REQUESTS), sums, Customer.NEW);
    }

    /** Under these rules, from this state of the customer on; it counts. */
    static Side candidate(Trial trial, Program rules, SideSums sums, Customer customer) {
        Side side = new Side(trial, rules, new Spender(trial.spending()), sums, customer);
        side.count();
        return side;
    }

    Customer customer() {
        return customer;
    }

    /** From now on what happens counts. */
    void count() {
        Instant since = trial.since();
        opening = since == null ? Totals.ZERO : customer.totals(notBeforeLatest(since));
    }

    private Instant notBeforeLatest(Instant time) {
        return time.isBefore(customer.latest()) ? customer.latest() : time;
    }

    /**
     * Decides again what was recorded.
     *
     * @param commands that may have been behind it, at least one
     * @param baseline the same customer under the recorded rules, right before
     * @return what comes of it; null for nothing
     */
    @Nullable
    CustomerEvent take(CustomerEvent recorded, List<Command> commands, Customer baseline, Instant now) {
        Program program =
                rules == null ? trial.versions().apply(recorded.header().programVersion()) : rules;
        Refusal first = null;
        for (Command command : commands) {
            refusal = null;
            CustomerEvent event = taken(command, program, baseline, now);
            if (event != null || refusal == null) {
                return event;
            }
            first = first == null ? refusal : first;
        }
        boolean isAskedFor = !recorded.header().request().id().isEmpty();
        if (first != null && opening != null && isAskedFor) {
            sums.refused(commands.getFirst(), first.reason());
        }
        return null;
    }

    /** Tries what the customer would ask for, then less, then an order without points. */
    private @Nullable CustomerEvent taken(Command recorded, Program program, Customer baseline, Instant now) {
        Command command = spender.first(ofThisLife(recorded), customer, baseline, now);
        if (command == null) {
            return null;
        }
        CustomerEvent event = decided(command, program, now);
        if (event != null || !isForWantOfPoints()) {
            return event;
        }
        Command capped = spender.capped(command, customer, now);
        if (capped != null) {
            event = decided(capped, program, now);
            if (event != null || !isForWantOfPoints()) {
                return event;
            }
        }
        Command unpaid = spender.unpaid(command);
        return unpaid == null ? null : decided(unpaid, program, now);
    }

    private boolean isForWantOfPoints() {
        return refusal != null
                && switch (refusal.reason()) {
                    case INSUFFICIENT_POINTS, REDEMPTION_NOT_ALLOWED, CAPTURE_EXCEEDS_HOLD -> true;
                    default -> false;
                };
    }

    /** A merge is known by the number of the event that began it, which may be another one here. */
    private Command ofThisLife(Command command) {
        Merge merge = customer.sagas().merge();
        return command instanceof Command.EndMerge end && merge != null
                ? new Command.EndMerge(merge.attempt(), end.declined())
                : command;
    }

    private @Nullable CustomerEvent decided(Command command, Program program, Instant now) {
        Decision decision = customer.decide(command, program, trial.conditions(), now);
        refusal = null;
        switch (decision) {
            case Decision.Accepted accepted -> {
                CustomerEvent event = accepted.event();
                take(event, accepted.tried() == null ? customer.evolve(event) : accepted.tried());
                return event;
            }
            case Decision.Rejected rejected -> refusal = rejected.refusal();
            case Decision.Repeated repeated -> {}
            case Decision.Unchanged unchanged -> {}
        }
        return null;
    }

    /** Takes an event as it is. */
    void evolve(CustomerEvent event) {
        take(event, customer.evolve(event));
    }

    private void take(CustomerEvent event, Customer after) {
        Customer before = customer;
        customer = after;
        if (opening != null) {
            sums.add(event, before.totals(), customer.totals());
            if (event.change() instanceof CheckoutCompleted completed) {
                orders++;
                spend += completed.total().minor();
            } else if (event.change() instanceof OrderRefunded refunded) {
                spend -= refunded.amount();
            } else if (event.change() instanceof OrderCorrected corrected) {
                spend += corrected.spendAfter() - corrected.spendBefore();
            }
        }
    }

    /** What the customer has spent for good and has left: what the program has given. */
    long worth(Instant end) {
        Totals totals = customer.totals(end);
        return customer.balance(end).total() + totals.spent() - totals.restored();
    }

    String tierId(Instant end) {
        return customer.tier(rules == null ? trial.current() : rules, end).tierId();
    }

    /** Adds what the customer comes to at the end. */
    void end(Instant end) {
        if (opening != null) {
            sums.end(opening, customer.totals(end), tierId(end), orders, spend);
        }
    }
}
