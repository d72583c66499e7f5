package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a customer may want next, from a model that goes on being written to.
 *
 * <p>Any thread may ask. {@link #refresh} and {@link #use} are for one thread at a time, any one. An answer sees each customer's purchases up to
 * the last one that was applied, and the shop's sums as of the last refresh. Answers to plain requests are kept until the customer buys, states
 * preferences, or is refreshed over.
 */
public final class Recommender {
    private final PurchaseModel model;
    private final ThreadLocal<Work> work = ThreadLocal.withInitial(Work::new);
    private volatile State state;

    private record State(Shop shop, Learnt learnt, Answers answers) {}

    /** What one thread works with. */
    private static final class Work {
        final Draft draft = new Draft();
        final Signals signals = new Signals();
        final Tally perCategory = new Tally();
        final Alike.Work alike = new Alike.Work();
        double[] scores = new double[512];
    }

    /** With the sums as of a day, and nothing learnt yet. */
    public Recommender(PurchaseModel model, int day) {
        this.model = model;
        state = new State(new Shop(model, day), Learnt.nothing(day), new Answers());
    }

    /** Takes the shop's sums as of that day: when a day begins, after a customer was erased, or as often as they may be old. */
    public void refresh(int day) {
        state = new State(new Shop(model, day), state.learnt, new Answers());
    }

    /** Ranks by what was learnt, from the next answer on. */
    public void use(Learnt learnt) {
        state = new State(state.shop, learnt, new Answers());
    }

    /** The day that ages are counted from. */
    public int day() {
        return state.shop.day();
    }

    /** What is used now. */
    public Learnt learnt() {
        return state.learnt;
    }

    /** At most as many as asked for, best first; fewer when there are no more that the request allows. */
    public List<Recommendation> recommend(Request request) {
        State now = state;
        int customer = model.customers.find(request.customer());
        Wish wish = new Wish(model, request, customer);
        if (request.isPlain() && request.count() <= Answers.KEPT) {
            List<Recommendation> chosen = choose(answer(now, customer, request.mode()), wish, request);
            if (chosen != null) {
                return chosen;
            }
        }
        Ranking ranking = request.only()
                .map(strategy -> Ranking.blend(Weights.only(strategy)))
                .orElseGet(() -> now.learnt.of(request.mode()));
        return choose(now.shop, customer, wish, ranking, request);
    }

    /**
     * The same when it is kept and takes but microseconds; nothing when {@link #recommend} would have to find it, which takes a fraction of a millisecond
     * or more.
     */
    public Optional<List<Recommendation>> kept(Request request) {
        if (!request.isPlain() || request.count() > Answers.KEPT) {
            return Optional.empty();
        }
        State now = state;
        int customer = model.customers.find(request.customer());
        Answers.Answer kept =
                now.answers.get(customer, request.mode(), model.history(customer), model.stated(customer));
        return kept == null
                ? Optional.empty()
                : Optional.ofNullable(choose(kept, new Wish(model, request, customer), request));
    }

    /**
     * At most as many as asked for out of the 200 products that are most popular now of those that the request allows, in the order of a number of each.
     *
     * @param order of a product, by its id; without a sign, so that hashes can be used
     */
    public List<Recommendation> drawn(Request request, ToLongFunction<String> order) {
        Work mine = work.get();
        int customer = model.customers.find(request.customer());
        Shop shop = state.shop;
        mine.draft.own.read(model.history(customer), shop.day(), shop.trends.size);
        Room room = new Room(model, mine.perCategory, request.maxPerCategory());
        return new Draw(shop, new Wish(model, request, customer), mine.draft.own)
                .inOrderOf(order)
                .filter(drawn -> room.takes(drawn.product()))
                .limit(request.count())
                .map(Draw.Drawn::recommendation)
                .toList();
    }

    /**
     * Products that can stand for this one, the most alike first; none when nothing is known of it.
     *
     * @param filter whose count and filters are heeded
     */
    public List<Similar> similar(String product, Request filter) {
        int number = model.products.find(product);
        if (number == Names.ABSENT) {
            return List.of();
        }
        Work mine = work.get();
        Room room = new Room(model, mine.perCategory, filter.maxPerCategory());
        Wish wish = new Wish(model, filter, Names.ABSENT);
        return new Alike(state.shop, number, mine.alike)
                .best(wish)
                .filter(one -> room.takes(one.product()))
                .limit(filter.count())
                .flatMap(one -> one.similar(model).stream())
                .toList();
    }

    /** What the customer's purchases tell. */
    public LearntTaste taste(String customer) {
        Draft draft = work.get().draft;
        History history = model.history(model.customers.find(customer));
        draft.own.read(history, day(), Integer.MAX_VALUE);
        draft.taste.read(draft.own, model);
        return LearntTaste.of(model, history, draft.own, draft.taste);
    }

    /** The same by the blend alone, also where trees decide; nothing is kept. */
    public List<Recommendation> blend(Request request) {
        State now = state;
        int customer = model.customers.find(request.customer());
        Ranking ranking = Ranking.blend(now.learnt.of(request.mode()).weights());
        return choose(now.shop, customer, new Wish(model, request, customer), ranking, request);
    }

    private Answers.Answer answer(State now, int customer, Mode mode) {
        History history = model.history(customer);
        Stated stated = model.stated(customer);
        Answers.Answer kept = now.answers.get(customer, mode, history, stated);
        if (kept == null) {
            Request plain = Request.of("", mode, Answers.KEPT);
            Wish wish = new Wish(model, plain, customer);
            List<Recommendation> best = choose(now.shop, customer, wish, now.learnt.of(mode), plain);
            kept = new Answers.Answer(customer, mode, history, stated, best);
            now.answers.put(kept);
        }
        return kept;
    }

    /** From a kept answer, or null when it may not be enough. */
    private @Nullable List<Recommendation> choose(Answers.Answer answer, Wish wish, Request request) {
        List<Recommendation> chosen = new ArrayList<>(request.count());
        Room room = new Room(model, work.get().perCategory, request.maxPerCategory());
        for (int i = 0; i < answer.best().size() && chosen.size() < request.count(); i++) {
            Recommendation next = answer.best().get(i);
            int product = model.products.find(next.product());
            if (wish.allows(product, request.mode() == Mode.AGAIN) && room.takes(product)) {
                chosen.add(next);
            }
        }
        return chosen.size() == request.count() || answer.best().size() < Answers.KEPT ? chosen : null;
    }

    private List<Recommendation> choose(Shop shop, int customer, Wish wish, Ranking ranking, Request request) {
        Work mine = work.get();
        Draft draft = mine.draft;
        draft.collect(shop, customer, wish);
        if (mine.scores.length < draft.size()) {
            mine.scores = new double[draft.size() * 2];
        }
        double[] scores = mine.scores;
        ranking.score(shop, draft, wish, mine.signals, scores);
        List<Recommendation> chosen = new ArrayList<>(request.count());
        Explanation explanation = new Explanation(shop, wish, draft, ranking.weights());
        Room room = new Room(model, mine.perCategory, request.maxPerCategory());
        while (chosen.size() < request.count()) {
            int at = best(draft, scores);
            // What a single strategy does not know, it does not recommend.
            if (at < 0 || (request.only().isPresent() && scores[at] == 0)) {
                break;
            }
            double score = scores[at];
            scores[at] = Double.NEGATIVE_INFINITY;
            if (room.takes(draft.product(at))) {
                explanation.of(at, ranking.comparable(score)).ifPresent(chosen::add);
            }
        }
        return chosen;
    }

    private int best(Draft draft, double[] scores) {
        int best = -1;
        for (int at = 0; at < draft.size(); at++) {
            if (scores[at] > Double.NEGATIVE_INFINITY && (best < 0 || before(draft, scores, at, best))) {
                best = at;
            }
        }
        return best;
    }

    private boolean before(Draft draft, double[] scores, int left, int right) {
        return scores[left] > scores[right]
                || (scores[left] == scores[right] && Top.before(model, draft.product(left), draft.product(right)));
    }
}
