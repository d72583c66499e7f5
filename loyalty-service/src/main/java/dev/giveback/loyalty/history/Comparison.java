package dev.giveback.loyalty.history;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.StatementMapper;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.v1.CompareCustomerResponse;
import dev.giveback.loyalty.v1.EventBetween;
import dev.giveback.loyalty.v1.FieldChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes the difference between two views of a customer. It walks from the first to the second: what the points differ by from one
 * event to right before the next one is the work of time alone, and everything else is the work of events.
 */
final class Comparison {
    private final CustomerId id;
    private final View first;
    private final View second;
    private final TreeMap<Long, EventBetween> between = new TreeMap<>();
    private final Map<Long, View.Late> lateAtFirst = new HashMap<>();
    private Customer customer;
    private Instant time;
    private Balances byTime = Balances.ZERO;
    private long earlier;

    Comparison(CustomerId id, View first, View second) {
        if (second.time().isBefore(first.time())
                || second.recorded().revision() < first.recorded().revision()) {
            throw RefusalStatus.of(Refusal.field(
                    "second",
                    "must not be before the first moment, and not know fewer of the events recorded by then"));
        }
        this.id = id;
        this.first = first;
        this.second = second;
        customer = first.recorded();
        time = first.time();
        first.late().forEach(late -> lateAtFirst.put(late.sequenceNumber(), late));
    }

    /** Takes the event after the last one of the first view; whether there are more to the second. */
    boolean take(long sequenceNumber, StoredCustomerEvent stored, Program program) {
        if (sequenceNumber > second.recorded().revision()) {
            return false;
        }
        Instant recorded = stored.event().header().time();
        pass(recorded);
        Customer before = customer;
        customer = customer.evolve(stored.event());
        if (lateAtFirst.remove(sequenceNumber) == null) {
            Balances effect = Balances.between(before.balance(recorded), customer.balance(recorded));
            keep(sequenceNumber, between(sequenceNumber, stored, effect, program, false));
        }
        return sequenceNumber < second.recorded().revision();
    }

    private void pass(Instant until) {
        byTime = byTime.plus(Balances.between(customer.balance(time), customer.balance(until)));
        time = until;
    }

    private void keep(long sequenceNumber, EventBetween event) {
        between.put(sequenceNumber, event);
        if (between.size() > CustomerAtMapper.MOST) {
            between.pollFirstEntry();
            earlier++;
        }
    }

    private static EventBetween between(
            long sequenceNumber, StoredCustomerEvent stored, Balances effect, Program program, boolean isOnlyFirst) {
        return EventBetween.newBuilder()
                .setEntry(StatementMapper.entry(sequenceNumber, stored.event()))
                .setText(Words.of(stored.event(), program.currency()))
                .setEffect(effect.published())
                .setOnlyFirst(isOnlyFirst)
                .build();
    }

    private void addLateFacts(Program program) {
        for (View.Late late : second.late()) {
            if (lateAtFirst.remove(late.sequenceNumber()) == null) {
                keep(late.sequenceNumber(), between(late, second.time(), program, false));
            }
        }
        lateAtFirst.values().forEach(late -> keep(late.sequenceNumber(), between(late, first.time(), program, true)));
    }

    private static EventBetween between(View.Late late, Instant about, Program program, boolean isOnlyFirst) {
        Balances effect =
                Balances.between(late.before().balance(about), late.after().balance(about));
        return between(late.sequenceNumber(), late.stored(), effect, program, isOnlyFirst);
    }

    /** When all events were taken. */
    CompareCustomerResponse made(Program firstRules, Program secondRules) {
        pass(second.time());
        addLateFacts(secondRules);
        Balances difference = Balances.between(
                first.customer().balance(first.time()), second.customer().balance(second.time()));
        List<FieldChange> changes = Differences.ofMoments(
                new Differences.Side(first.customer(), firstRules, first.time()),
                new Differences.Side(second.customer(), secondRules, second.time()));
        return CompareCustomerResponse.newBuilder()
                .setFirst(CustomerAtMapper.customer(id, first, firstRules))
                .setSecond(CustomerAtMapper.customer(id, second, secondRules))
                .addAllChanges(changes.subList(0, Math.min(CustomerAtMapper.MOST, changes.size())))
                .setMoreChanges(Math.max(0, changes.size() - CustomerAtMapper.MOST))
                .addAllEvents(between.values())
                .setEarlierEvents(earlier)
                .setDifference(difference.published())
                .setByEvents(difference.minus(byTime).published())
                .setByTime(byTime.published())
                .setBecameAvailable(-byTime.pending())
                .setExpired(-byTime.total())
                .build();
    }
}
