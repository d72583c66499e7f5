package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.Learnt;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.ShopEvent;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One program's model with what answers from it. Written under the lock of {@link Models}; what refreshes and uses lessons takes turns by itself.
 */
final class ProgramModel {
    /** A program of which nothing happened for longer is asked about as of the day after its last purchase. */
    static final int REST_DAYS = 28;

    private static final int NEVER = Integer.MIN_VALUE;

    final String program;
    final PurchaseModel model;
    private volatile @Nullable ProgramFacts facts;
    private volatile @Nullable Recommender recommender;
    private volatile int lastDay;
    private volatile boolean isStale;
    private volatile boolean isStaleSoon;
    private volatile long refreshedNanos;
    private volatile long refreshNanos;
    private volatile long purchases;

    ProgramModel(String program, PurchaseModel model) {
        this.program = program;
        this.model = model;
        lastDay = model.lastDay().orElse(NEVER);
    }

    @Nullable
    ProgramFacts facts() {
        return facts;
    }

    /** Purchases as of the last refresh. */
    long purchases() {
        return purchases;
    }

    /** Takes facts in; gives what is to be published. */
    synchronized LiveShop describe(ProgramFacts next, Instant now) {
        Recommender answering = recommender;
        facts = next;
        if (answering == null) {
            answering = new Recommender(model, day(next, now));
            recommender = answering;
            refreshedNanos = System.nanoTime();
        }
        return new LiveShop(program, next.zone(), next.currencyCode(), model, answering);
    }

    /** Takes an event in. */
    void apply(ShopEvent event, String token) {
        int products = model.products();
        model.apply(event, token);
        // The sums do not know a new product, so nobody would be recommended it.
        isStaleSoon = model.products() > products || isStaleSoon;
        switch (event) {
            case ShopEvent.Bought bought -> bought(bought.day());
            case ShopEvent.Corrected corrected -> bought(corrected.day());
            case ShopEvent.ProductChanged changed -> isStaleSoon = true;
            case ShopEvent.TakenBack back -> isStale = true;
            case ShopEvent.CustomersMerged merged -> isStaleSoon = true;
            case ShopEvent.CustomerErased erased -> isStaleSoon = true;
            case ShopEvent.PreferencesStated stated ->
                isStaleSoon = !stated.objections().isEmpty() || isStaleSoon;
        }
    }

    private void bought(int day) {
        isStale = true;
        if (day > lastDay) {
            lastDay = day;
            // A refresh that looks for the last day at this moment may miss this purchase; the next one does not.
            isStaleSoon = true;
        }
    }

    /**
     * Takes the sums anew if that is due: at once when the day or the day of the last purchase is another one or somebody was forgotten, but for a
     * pause of ten times as long as it takes, and else when so much time has passed since something was bought.
     */
    void refreshIfDue(Instant now, long intervalNanos, long pauseNanos) {
        ProgramFacts known = facts;
        Recommender answering = recommender;
        if (known == null || answering == null) {
            return;
        }
        long since = System.nanoTime() - refreshedNanos;
        boolean soon = isStaleSoon || answering.day() != day(known, now);
        if ((soon && since >= Math.max(pauseNanos, 10 * refreshNanos)) || (isStale && since >= intervalNanos)) {
            refresh(now);
        }
    }

    /** Takes the sums anew. */
    synchronized void refresh(Instant now) {
        ProgramFacts known = facts;
        Recommender answering = recommender;
        if (known != null && answering != null) {
            long begun = System.nanoTime();
            isStale = false;
            isStaleSoon = false;
            lastDay = model.lastDay().orElse(NEVER);
            purchases = model.purchases();
            answering.refresh(day(known, now));
            refreshedNanos = System.nanoTime();
            refreshNanos = refreshedNanos - begun;
        }
    }

    /** Ranks by what was learnt. */
    synchronized void use(Learnt learnt) {
        Recommender answering = recommender;
        if (answering != null) {
            answering.use(learnt);
        }
    }

    private int day(ProgramFacts known, Instant now) {
        int today = Math.toIntExact(LocalDate.ofInstant(now, known.zone()).toEpochDay());
        return lastDay != NEVER && today - (long) lastDay > REST_DAYS ? lastDay + 1 : today;
    }
}
