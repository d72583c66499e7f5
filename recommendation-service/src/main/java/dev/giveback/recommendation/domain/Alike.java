package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much products are like one product: the mean of three likenesses of 0 to 1, in the manner of Gower (1971). Of the same category or not; the words that
 * both have by the words that either has, rare words counted more (weighted Jaccard); and the cosine of their sets of customers (Sarwar et al., 2001). What
 * is not known of one of the two counts as nothing in common. So it is the same from either side. For one call.
 */
final class Alike {
    /** Candidates that the customers of a product bought too, that share words with it, and of its category, each at most. */
    static final int CANDIDATES = 200;
    /** Purchases of the product, the latest ones, whose customers are asked for candidates. */
    static final int ASKED = 500;
    /** Purchases of each of these customers, the latest ones. */
    static final int PURCHASES = 60;
    /** Purchases of a product, the latest ones, whose customers are its set of customers. */
    static final int BUYERS = 2000;
    /** Products of a category or word that are looked at, those that sold most. */
    static final int LOOKED_AT = 10_000;

    private final Shop shop;
    private final PurchaseModel model;
    private final int product;
    private final @Nullable Entry entry;
    private final Work work;

    /** What one thread works with. */
    static final class Work {
        final Tally candidates = new Tally();
        final Tally found = new Tally();
        final Marks customers = new Marks();
        final Marks others = new Marks();
    }

    Alike(Shop shop, int product, Work work) {
        this.shop = shop;
        this.model = shop.model;
        this.product = product;
        this.entry = model.entries.get(product);
        this.work = work;
    }

    /** One that is like it. */
    record One(
            int product,
            @Nullable String name,
            double likeness,
            double buyers,
            @Nullable Entry entry,
            @Nullable Entry other) {
        Optional<Similar> similar(PurchaseModel model) {
            boolean together = entry != null && other != null;
            String category = together && entry.category() >= 0 && entry.category() == other.category()
                    ? entry.product().category()
                    : "";
            List<String> tags = together
                    ? entry.product().tags().stream()
                            .filter(other.product().tags()::contains)
                            .toList()
                    : List.of();
            return Optional.ofNullable(name).map(id -> new Similar(id, likeness, category, tags, buyers));
        }
    }

    /** Those of the candidates that the wish allows, the most alike first, ties by id. */
    Stream<One> best(Wish wish) {
        work.candidates.clear();
        findByBuyers(wish);
        if (entry != null) {
            findByWords(entry, wish);
            findByCategory(entry, wish);
        }
        read(product);
        List<One> ones = new ArrayList<>();
        for (int i = 0; i < work.candidates.size(); i++) {
            ones.add(one(work.candidates.number(i)));
        }
        return ones.stream()
                .filter(one -> one.likeness() > 0 && one.name() != null)
                .sorted(Comparator.comparingDouble(One::likeness)
                        .reversed()
                        .thenComparing(one -> String.valueOf(one.name())));
    }

    private boolean isWanted(int other, Wish wish) {
        return other != product && other < shop.trends.size && wish.allows(other, false);
    }

    private void findByBuyers(Wish wish) {
        work.found.clear();
        Buyers buyers = model.buyers(product);
        for (int row = buyers.size() - 1; row >= Math.max(0, buyers.size() - ASKED); row--) {
            History history = model.history(buyers.customer(row));
            for (int at = history.size() - 1; at >= Math.max(0, history.size() - PURCHASES); at--) {
                work.found.add(history.product(at), 1);
            }
        }
        take(wish);
    }

    private void findByWords(Entry own, Wish wish) {
        work.found.clear();
        for (int word : own.words()) {
            int[] others = shop.index().ofWord(word);
            for (int i = 0; i < Math.min(others.length, LOOKED_AT); i++) {
                work.found.add(others[i], shop.trends.rarity(word));
            }
        }
        take(wish);
    }

    private void findByCategory(Entry own, Wish wish) {
        int[] others = shop.index().ofCategory(own.category());
        for (int i = 0, taken = 0; i < Math.min(others.length, LOOKED_AT) && taken < CANDIDATES; i++) {
            if (isWanted(others[i], wish)) {
                work.candidates.add(others[i], 1);
                taken++;
            }
        }
    }

    private void take(Wish wish) {
        int best = work.found.rank(CANDIDATES, other -> isWanted(other, wish));
        for (int i = 0; i < best; i++) {
            work.candidates.add(work.found.number(work.found.best(i)), 1);
        }
    }

    private One one(int other) {
        Entry theirs = model.entries.get(other);
        double buyers = cosine(other);
        double category =
                entry != null && theirs != null && entry.category() >= 0 && entry.category() == theirs.category()
                        ? 1
                        : 0;
        double words = entry == null || theirs == null ? 0 : words(entry, theirs);
        return new One(other, model.products.name(other), (category + words + buyers) / 3, buyers, entry, theirs);
    }

    private double words(Entry own, Entry theirs) {
        double common = 0;
        double all = 0;
        for (int word : own.words()) {
            double rarity = shop.trends.rarity(word);
            all += rarity;
            common += holds(theirs.words(), word) ? rarity : 0;
        }
        for (int word : theirs.words()) {
            all += holds(own.words(), word) ? 0 : shop.trends.rarity(word);
        }
        return all > 0 ? common / all : 0;
    }

    private static boolean holds(int[] words, int wanted) {
        for (int word : words) {
            if (word == wanted) {
                return true;
            }
        }
        return false;
    }

    private void read(int of) {
        Buyers buyers = model.buyers(of);
        work.customers.clear(model.customers.size());
        for (int row = first(buyers); row < buyers.size(); row++) {
            work.customers.add(buyers.customer(row));
        }
    }

    private double cosine(int other) {
        Buyers buyers = model.buyers(other);
        work.others.clear(model.customers.size());
        int both = 0;
        for (int row = first(buyers); row < buyers.size(); row++) {
            int customer = buyers.customer(row);
            both += work.others.add(customer) && work.customers.holds(customer) ? 1 : 0;
        }
        return both == 0 ? 0 : both / Math.sqrt((double) work.others.size() * work.customers.size());
    }

    private static int first(Buyers buyers) {
        return Math.max(0, buyers.size() - BUYERS);
    }
}
