package dev.giveback.recommendation.domain;

import dev.giveback.recommendation.domain.ShopEvent.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a recommendation is made of: who bought what when, what there is, and who prefers what.
 *
 * <p>{@link #apply} is for one thread; everything else for any. A purchase costs some memory writes for each of its lines: nothing is
 * calculated ahead.
 */
public final class PurchaseModel {
    private static final int[] NO_NUMBERS = {};

    final Names customers = new Names();
    final Names products = new Names();
    final Names categories = new Names();
    final Names words = new Names();
    final Table<History> histories = new Table<>();
    final Table<Buyers> buyers = new Table<>();
    final Table<Entry> entries = new Table<>();
    final Table<int[]> preferences = new Table<>();
    private volatile String position = "";

    /** Where the feed goes on after what was applied; empty at the start. */
    public String position() {
        return position;
    }

    /** For a model that was read again. */
    void startAt(String next) {
        position = next;
    }

    /**
     * A number that equals that of another model when both hold the same purchases, preferences, catalogue and position. For the writing thread;
     * it looks at everything.
     */
    public long digest() {
        return Digest.of(this);
    }

    /** How many customers are known and not forgotten. */
    public int customers() {
        int known = 0;
        for (int i = 0; i < customers.size(); i++) {
            known += customers.name(i) == null ? 0 : 1;
        }
        return known;
    }

    /** How many products are known, from the catalogue or from a purchase. */
    public int products() {
        return products.size();
    }

    /** Whether the customer is known here: bought something or stated preferences, and was not erased. */
    public boolean knowsCustomer(String customer) {
        return customers.find(customer) != Names.ABSENT;
    }

    /** What the catalogue says of a product, or null. */
    public @Nullable Product product(String id) {
        int number = products.find(id);
        Entry entry = number == Names.ABSENT ? null : entries.get(number);
        return entry == null ? null : entry.product();
    }

    /** The categories that the customer said to prefer. */
    public List<String> statedPreferences(String customer) {
        return Arrays.stream(preferred(customers.find(customer)))
                .mapToObj(categories::name)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Takes an event in, for the one writing thread.
     *
     * @param next where the feed goes on after it
     */
    public void apply(ShopEvent event, String next) {
        switch (event) {
            case ShopEvent.Bought bought -> bought(bought);
            case ShopEvent.TakenBack back -> takenBack(back);
            case ShopEvent.CustomerErased erased -> erased(customers.find(erased.customer()));
            case ShopEvent.CustomersMerged merged -> merged(merged);
            case ShopEvent.PreferencesStated stated ->
                preferences.set(
                        customers.add(stated.customer()),
                        stated.categories().stream()
                                .distinct()
                                .mapToInt(categories::add)
                                .toArray());
            case ShopEvent.ProductChanged changed -> entered(changed.product());
        }
        position = next;
    }

    private void bought(ShopEvent.Bought bought) {
        int customer = customers.add(bought.customer());
        for (Line line : bought.lines()) {
            bought(customer, bought.day(), products.add(line.product()), line.units());
        }
    }

    void bought(int customer, int day, int product, int units) {
        History before = history(customer);
        History after = before.plus(day, product, units);
        if (after != before) {
            histories.set(customer, after);
            buyers.set(product, buyers(product).plus(customer, day));
        }
    }

    private void takenBack(ShopEvent.TakenBack back) {
        int customer = customers.find(back.customer());
        int product = products.find(back.line().product());
        if (customer == Names.ABSENT || product == Names.ABSENT) {
            return;
        }
        int left = back.line().units();
        int basket = history(customer).basket(back.day());
        for (int at = basket >= 0 ? basket : ~basket - 1; at >= 0 && left > 0; at--) {
            left -= takenBack(customer, at, product, left);
        }
    }

    private int takenBack(int customer, int basket, int product, int units) {
        History before = history(customer);
        int row = before.row(basket, product);
        if (row < 0) {
            return 0;
        }
        int day = before.day(basket);
        int taken = Math.min(units, before.units(row));
        History after = before.minus(row, taken);
        if (after != before) {
            histories.set(customer, after);
            buyers.set(product, buyers(product).minus(customer, day));
        }
        return taken;
    }

    private void erased(int customer) {
        if (customer == Names.ABSENT) {
            return;
        }
        History gone = history(customer);
        customers.remove(customer);
        histories.set(customer, null);
        preferences.set(customer, null);
        for (int basket = 0; basket < gone.baskets(); basket++) {
            for (int row = gone.start(basket); row < gone.end(basket); row++) {
                buyers.set(gone.product(row), buyers(gone.product(row)).minus(customer, gone.day(basket)));
            }
        }
    }

    private void merged(ShopEvent.CustomersMerged merged) {
        int from = customers.find(merged.from());
        if (from == Names.ABSENT || merged.from().equals(merged.into())) {
            return;
        }
        int into = customers.add(merged.into());
        History joining = history(from);
        int[] preferred = preferred(from);
        erased(from);
        for (int basket = 0; basket < joining.baskets(); basket++) {
            for (int row = joining.start(basket); row < joining.end(basket); row++) {
                bought(into, joining.day(basket), joining.product(row), joining.units(row));
            }
        }
        if (preferred.length > 0) {
            preferences.set(
                    into,
                    IntStream.concat(Arrays.stream(preferred(into)), Arrays.stream(preferred))
                            .distinct()
                            .toArray());
        }
    }

    private void entered(Product product) {
        entries.set(
                products.add(product.id()),
                new Entry(
                        product,
                        product.category().isEmpty() ? -1 : categories.add(product.category()),
                        product.words().stream().mapToInt(words::add).toArray()));
    }

    History history(int customer) {
        return customer < 0 ? History.EMPTY : histories.get(customer, History.EMPTY);
    }

    Buyers buyers(int product) {
        return buyers.get(product, Buyers.NONE);
    }

    int[] preferred(int customer) {
        return customer < 0 ? NO_NUMBERS : preferences.get(customer, NO_NUMBERS);
    }

    int category(int product) {
        Entry entry = entries.get(product);
        return entry == null ? -1 : entry.category();
    }

    /** The model as it was before a day: the same numbers for the same names, the purchases of that day and later left out. */
    public PurchaseModel before(int day) {
        PurchaseModel past = new PurchaseModel();
        copy(customers, past.customers);
        copy(products, past.products);
        copy(categories, past.categories);
        copy(words, past.words);
        for (int i = 0; i < customers.size(); i++) {
            past.preferences.set(i, preferences.get(i));
            past.histories.set(i, history(i).before(day));
        }
        for (int i = 0; i < products.size(); i++) {
            past.entries.set(i, entries.get(i));
            past.buyers.set(i, buyers(i).before(day));
        }
        return past;
    }

    private static void copy(Names from, Names to) {
        for (int i = 0; i < from.size(); i++) {
            String name = from.name(i);
            if (name == null) {
                to.skip();
            } else {
                to.add(name);
            }
        }
    }
}
