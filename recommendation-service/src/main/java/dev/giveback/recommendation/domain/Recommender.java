package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers what a customer may want next, from a model that goes on being written to.
 *
 * <p>Any thread may ask. {@link #refresh} and {@link #use} are for one thread at a time, any one. An answer sees each customer's purchases up to
 * the last one that was applied, and the shop's sums as of the last refresh.
 */
public final class Recommender {
    private final PurchaseModel model;
    private final ThreadLocal<Work> work = ThreadLocal.withInitial(Work::new);
    private volatile State state;

    private record State(Shop shop, Learnt learnt) {}

    /** What one thread works with. */
    private static final class Work {
        final Draft draft = new Draft();
        final Signals signals = new Signals();
        double[] scores = new double[512];
    }

    /** With the sums as of a day, and nothing learnt yet. */
    public Recommender(PurchaseModel model, int day) {
        this.model = model;
        state = new State(new Shop(model, day), Learnt.nothing(day));
    }

    /** Takes the shop's sums as of that day: when a day begins, after a customer was erased, or as often as they may be old. */
    public void refresh(int day) {
        state = new State(new Shop(model, day), state.learnt);
    }

    /** Ranks by what was learnt, from the next answer on. */
    public void use(Learnt learnt) {
        state = new State(state.shop, learnt);
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
        return recommend(request, true);
    }

    /** The same by the blend, also where trees decide. */
    public List<Recommendation> blend(Request request) {
        return recommend(request, false);
    }

    private List<Recommendation> recommend(Request request, boolean byTrees) {
        State now = state;
        Work mine = work.get();
        int customer = model.customers.find(request.customer());
        Wish wish = new Wish(model, request, customer);
        Draft draft = mine.draft;
        draft.collect(now.shop, customer, wish);
        if (mine.scores.length < draft.size()) {
            mine.scores = new double[draft.size() * 2];
        }
        Ranking learnt = now.learnt.of(request.mode());
        Ranking ranking = request.only().isPresent()
                ? Ranking.blend(Weights.only(request.only().get()))
                : byTrees ? learnt : Ranking.blend(learnt.weights());
        ranking.score(now.shop, draft, mine.signals, mine.scores);
        if (request.only().isPresent()) {
            dropWhatItDoesNotKnow(draft, mine.scores);
        }
        return choose(now.shop, wish, draft, ranking.weights(), mine.scores, request);
    }

    private static void dropWhatItDoesNotKnow(Draft draft, double[] scores) {
        for (int at = 0; at < draft.size(); at++) {
            if (scores[at] == 0) {
                scores[at] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    private List<Recommendation> choose(
            Shop shop, Wish wish, Draft draft, Weights weights, double[] scores, Request request) {
        List<Recommendation> chosen = new ArrayList<>(request.count());
        Explanation explanation = new Explanation(shop, wish, draft, weights);
        Tally perCategory = new Tally();
        while (chosen.size() < request.count()) {
            int at = best(draft, scores);
            if (at < 0) {
                break;
            }
            double score = scores[at];
            scores[at] = Double.NEGATIVE_INFINITY;
            int category = model.category(draft.product(at));
            if (request.maxPerCategory() == 0 || category < 0 || perCategory.get(category) < request.maxPerCategory()) {
                perCategory.add(Math.max(category, 0), category < 0 ? 0 : 1);
                explanation.of(at, score).ifPresent(chosen::add);
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
