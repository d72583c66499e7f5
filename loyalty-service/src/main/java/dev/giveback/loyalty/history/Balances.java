package dev.giveback.loyalty.history;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.v1.BalanceChange;

/** By how much points differ; each part may be negative. */
record Balances(long available, long pending, long held, long owed) {
    static final Balances ZERO = new Balances(0, 0, 0, 0);

    static Balances between(Balance before, Balance after) {
        return new Balances(
                after.available() - before.available(),
                after.pending() - before.pending(),
                after.held() - before.held(),
                after.owed() - before.owed());
    }

    Balances plus(Balances other) {
        return new Balances(available + other.available, pending + other.pending, held + other.held, owed + other.owed);
    }

    Balances minus(Balances other) {
        return new Balances(available - other.available, pending - other.pending, held - other.held, owed - other.owed);
    }

    long total() {
        return available + pending + held - owed;
    }

    BalanceChange published() {
        return BalanceChange.newBuilder()
                .setAvailable(available)
                .setPending(pending)
                .setHeld(held)
                .setOwed(owed)
                .setTotal(total())
                .build();
    }
}
