package dev.giveback.recommendation.domain;

import dev.giveback.recommendation.domain.ShopEvent.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a recommendation is made of: who bought what when, what there is, and who prefers what.
 *
 * <p>{@link #apply} is for one thread; everything else for any. A purchase costs some memory writes for each of its lines: nothing is
 * calculated ahead.
 */
public final class PurchaseModel {
    final Names customers = new Names();
    final Names products = new Names();
    final Names categories = new Names();
    final Names words = new Names();
    final Table<History> histories = new Table<>();
    final Table<Buyers> buyers = new Table<>();
    final Table<Entry> entries = new Table<>();
    final Table<Stated> stated = new Table<>();
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

    /** Whether purchases of the customer are known. */
    public boolean hasBought(String customer) {
        return history(customers.find(customer)).size() > 0;
    }

    /** What the catalogue says of a product, or null. */
    public @Nullable Product product(String id) {
        int number = products.find(id);
        Entry entry = number == Names.ABSENT ? null : entries.get(number);
        return entry == null ? null : entry.product();
    }

    /** The categories that the customer said to prefer. */
    public List<String> statedPreferences(String customer) {
        return names(stated(customers.find(customer)).preferred());
    }

    /** The categories that the customer said to avoid. */
    public List<String> avoidedCategories(String customer) {
        return names(stated(customers.find(customer)).avoided());
    }

    /** Whether the customer objects to that. */
    public boolean objects(String customer, Objection objection) {
        return stated(customers.find(customer)).objectsTo(objection);
    }

    private List<String> names(int[] numbers) {
        return Arrays.stream(numbers)
                .mapToObj(categories::name)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What the catalogue says of all products, in no order. */
    public List<Product> catalogue() {
        return IntStream.range(0, products.size())
                .mapToObj(entries::get)
                .filter(Objects::nonNull)
                .map(Entry::product)
                .toList();
    }

    /** Forgets what the catalogue said, for the writing thread. */
    public void forgetCatalogue() {
        for (int product = 0; product < products.size(); product++) {
            entries.set(product, null);
        }
    }

    /** How many purchases are known: customer, day and product. */
    public long purchases() {
        long sum = 0;
        for (int i = 0; i < customers.size(); i++) {
            sum += history(i).size();
        }
        return sum;
    }

    /** The day of the last purchase, if there was one. */
    public OptionalInt lastDay() {
        OptionalInt last = OptionalInt.empty();
        for (int i = 0; i < customers.size(); i++) {
            History history = history(i);
            if (history.baskets() > 0) {
                last = OptionalInt.of(Math.max(last.orElse(Integer.MIN_VALUE), history.day(history.baskets() - 1)));
            }
        }
        return last;
    }

    /**
     * Takes an event in, for the one writing thread.
     *
     * @param next where the feed goes on after it
     */
    public void apply(ShopEvent event, String next) {
        switch (event) {
            case ShopEvent.Bought bought -> bought(bought);
            case ShopEvent.TakenBack back -> takenBack(customers.find(back.customer()), back.day(), back.line());
            case ShopEvent.CustomerErased erased -> erased(customers.find(erased.customer()));
            case ShopEvent.CustomersMerged merged -> merged(merged);
            case ShopEvent.Corrected corrected -> corrected(corrected);
            case ShopEvent.PreferencesStated said -> stated(customers.add(said.customer()), read(said));
            case ShopEvent.ProductChanged changed -> entered(changed.product());
        }
        position = next;
    }

    private void bought(ShopEvent.Bought bought) {
        int customer = customers.add(bought.customer());
        if (!stated(customer).objectsTo(Objection.LEARNING_FROM_PURCHASES)) {
            bought(customer, bought.day(), bought.lines());
        }
    }

    private void bought(int customer, int day, List<Line> lines) {
        for (Line line : lines) {
            bought(customer, day, products.add(line.product()), line.units());
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

    private void corrected(ShopEvent.Corrected corrected) {
        int known = customers.find(corrected.customer());
        if (stated(known).objectsTo(Objection.LEARNING_FROM_PURCHASES)
                || !corrected.before().stream().allMatch(line -> holds(known, corrected.dayBefore(), line))) {
            return;
        }
        int customer = customers.add(corrected.customer());
        for (Line line : corrected.before()) {
            takenBack(customer, corrected.dayBefore(), line);
        }
        bought(customer, corrected.day(), corrected.after());
    }

    private boolean holds(int customer, int day, Line line) {
        int product = products.find(line.product());
        return product != Names.ABSENT && history(customer).holds(day, product);
    }

    private void takenBack(int customer, int day, Line line) {
        int product = products.find(line.product());
        if (customer == Names.ABSENT || product == Names.ABSENT) {
            return;
        }
        int left = line.units();
        int basket = history(customer).basket(day);
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
        customers.remove(customer);
        stated.set(customer, null);
        forget(customer);
    }

    /** Takes the customer's history away, here and in every product's buyers. */
    private void forget(int customer) {
        History gone = history(customer);
        histories.set(customer, null);
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
        Stated both = stated(into).or(stated(from));
        erased(from);
        stated(into, both);
        if (both.objectsTo(Objection.LEARNING_FROM_PURCHASES)) {
            return;
        }
        for (int basket = 0; basket < joining.baskets(); basket++) {
            for (int row = joining.start(basket); row < joining.end(basket); row++) {
                bought(into, joining.day(basket), joining.product(row), joining.units(row));
            }
        }
    }

    private Stated read(ShopEvent.PreferencesStated said) {
        return new Stated(
                said.categories().stream().distinct().mapToInt(categories::add).toArray(),
                said.avoided().stream().distinct().mapToInt(categories::add).toArray(),
                Stated.bits(said.objections()));
    }

    private void stated(int customer, Stated now) {
        stated.set(customer, now);
        if (now.objectsTo(Objection.LEARNING_FROM_PURCHASES)) {
            forget(customer);
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
        return stated(customer).preferred();
    }

    Stated stated(int customer) {
        return customer < 0 ? Stated.NOTHING : stated.get(customer, Stated.NOTHING);
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
            past.stated.set(i, stated.get(i));
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
