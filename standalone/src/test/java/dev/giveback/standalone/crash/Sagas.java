package dev.giveback.standalone.crash;

import dev.giveback.journal.v1.CustomerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Transfers and merges as the journal tells them, followed without the code that carried them out: what began, what came of it at the
 * other customer, and how it ended.
 */
final class Sagas {
    /** How many times each was taken or declined by the other customer, and ended as such. */
    private static final class Steps {
        int taken;
        int declined;
        int settled;
        int cameBack;
    }

    private final Map<String, Steps> begun = new HashMap<>();
    private final Set<String> neverBegun = new HashSet<>();

    /** Reads all customers' events. */
    static Sagas of(Map<String, List<CustomerEvent>> events) {
        Sagas sagas = new Sagas();
        events.forEach((customer, own) -> own.forEach(event -> sagas.begin(customer, event)));
        events.forEach((customer, own) -> own.forEach(event -> sagas.take(customer, event)));
        return sagas;
    }

    private void begin(String customer, CustomerEvent event) {
        if (event.hasPointsSent()) {
            begun.put(transfer(customer, event.getPointsSent().getTransferId()), new Steps());
        } else if (event.hasMergeBegun()) {
            begun.put(merge(customer, event.getMergeBegun().getAttempt()), new Steps());
        }
    }

    private void take(String customer, CustomerEvent event) {
        switch (event.getChangeCase()) {
            case POINTS_RECEIVED ->
                steps(transfer(
                                event.getPointsReceived().getSender(),
                                event.getPointsReceived().getTransferId()))
                        .taken++;
            case TRANSFER_DECLINED ->
                steps(transfer(
                                event.getTransferDeclined().getSender(),
                                event.getTransferDeclined().getTransferId()))
                        .declined++;
            case TRANSFER_SETTLED ->
                steps(transfer(customer, event.getTransferSettled().getTransferId())).settled++;
            case TRANSFER_RETURNED ->
                steps(transfer(customer, event.getTransferReturned().getTransferId())).cameBack++;
            case CUSTOMER_ABSORBED ->
                steps(merge(
                                event.getCustomerAbsorbed().getSource(),
                                event.getCustomerAbsorbed().getAttempt()))
                        .taken++;
            case MERGE_DECLINED ->
                steps(merge(
                                event.getMergeDeclined().getSource(),
                                event.getMergeDeclined().getAttempt()))
                        .declined++;
            case MERGE_SETTLED -> steps(merge(customer, event.getMergeSettled().getAttempt())).settled++;
            case MERGE_REVERTED ->
                steps(merge(customer, event.getMergeReverted().getAttempt())).cameBack++;
            default -> {
                // No step of a saga.
            }
        }
    }

    private static String transfer(String sender, String id) {
        return "transfer " + sender + "/" + id;
    }

    private static String merge(String source, long attempt) {
        return "merge " + source + "/" + attempt;
    }

    private Steps steps(String saga) {
        return begun.computeIfAbsent(saga, unknown -> {
            neverBegun.add(unknown);
            return new Steps();
        });
    }

    int begun() {
        return begun.size();
    }

    /** Those without an end. */
    long underWay() {
        return begun.values().stream()
                .filter(steps -> steps.settled + steps.cameBack == 0)
                .count();
    }

    /** Those that the other customer has taken and that have no end: killed between their second and third event. */
    long halfDone() {
        return begun.values().stream()
                .filter(steps -> steps.taken + steps.declined > 0 && steps.settled + steps.cameBack == 0)
                .count();
    }

    /** What is wrong: each saga is taken and settled, or declined and came back, once. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        neverBegun.forEach(saga -> findings.add(saga + " was taken or ended, and never began"));
        begun.forEach((saga, steps) -> {
            boolean isTaken = steps.taken == 1 && steps.declined == 0 && steps.settled == 1 && steps.cameBack == 0;
            boolean isDeclined = steps.taken == 0 && steps.declined == 1 && steps.settled == 0 && steps.cameBack == 1;
            if (!isTaken && !isDeclined) {
                findings.add(saga + ": taken " + steps.taken + ", declined " + steps.declined + ", settled "
                        + steps.settled + ", came back " + steps.cameBack);
            }
        });
        return findings;
    }
}
