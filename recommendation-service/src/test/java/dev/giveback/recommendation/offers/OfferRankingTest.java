package dev.giveback.recommendation.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.giveback.recommendation.offers.Benefit.AmountOff;
import dev.giveback.recommendation.offers.Benefit.FixedPrice;
import dev.giveback.recommendation.offers.Benefit.FreeItem;
import dev.giveback.recommendation.offers.Benefit.FreeShipping;
import dev.giveback.recommendation.offers.Benefit.Gift;
import dev.giveback.recommendation.offers.Benefit.MorePoints;
import dev.giveback.recommendation.offers.Benefit.PercentOff;
import dev.giveback.recommendation.offers.Benefit.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What deals are worth, against rules that any such ranking must keep and against all baskets that there can be. */
final class OfferRankingTest {
    private static final List<Likely> LIKELY = List.of(
            new Likely("tea", "Drinks", 300, 1),
            new Likely("cup", "Kitchen", 500, 0.5),
            new Likely("hat", "Clothes", 2_000, 0.25));

    private static Deal deal(String id, Benefit benefit) {
        return new Deal(id, id, benefit, Set.of(), Set.of(), Set.of(), Set.of(), 0, 0, 0, 0);
    }

    private static Deal of(Deal deal, Benefit benefit) {
        return new Deal(
                deal.campaign(),
                deal.displayName(),
                benefit,
                deal.products(),
                deal.categories(),
                deal.excludedProducts(),
                deal.excludedCategories(),
                deal.minimumMinor(),
                deal.maximumMinor(),
                deal.points(),
                deal.costMinor());
    }

    private static Deal with(Deal deal, long minimum, long maximum, long cost) {
        return new Deal(
                deal.campaign(),
                deal.displayName(),
                deal.benefit(),
                deal.products(),
                deal.categories(),
                deal.excludedProducts(),
                deal.excludedCategories(),
                minimum,
                maximum,
                cost > 0 ? 1 : 0,
                cost);
    }

    private static Deal forCategory(String id, Benefit benefit, String category) {
        return new Deal(id, id, benefit, Set.of(), Set.of(category), Set.of(), Set.of(), 0, 0, 0, 0);
    }

    private static double worth(Deal deal) {
        return new Appraisal(deal, LIKELY).worth();
    }

    @Test
    void aShareIsTakenOffWhatIsExpectedToBeSpent() {
        // 300 + 250 + 500.
        assertThat(worth(deal("a", new PercentOff(1_000)))).isEqualTo(105, within(1e-9));
        assertThat(worth(forCategory("a", new PercentOff(1_000), "Kitchen"))).isEqualTo(25, within(1e-9));
        assertThat(worth(with(deal("a", new PercentOff(1_000)), 0, 60, 0))).isEqualTo(60, within(1e-9));
    }

    @Test
    void anAmountIsNeverMoreThanWhatIsSpent() {
        assertThat(worth(deal("a", new AmountOff(500, Scope.ORDER)))).isEqualTo(500, within(1e-9));
        assertThat(worth(deal("a", new AmountOff(5_000, Scope.ORDER)))).isEqualTo(1_050, within(1e-9));
        // 300 · 1 + 400 · 0.5 + 400 · 0.25.
        assertThat(worth(deal("a", new AmountOff(400, Scope.ITEM)))).isEqualTo(600, within(1e-9));
    }

    @Test
    void aMinimumCountsAsFarAsItIsReached() {
        assertThat(worth(with(deal("a", new AmountOff(500, Scope.ORDER)), 2_100, 0, 0)))
                .isEqualTo(250, within(1e-9));
        assertThat(worth(with(deal("a", new AmountOff(500, Scope.ORDER)), 1_050, 0, 0)))
                .isEqualTo(500, within(1e-9));
    }

    @Test
    void giftsAndFreeItemsAreWorthWhatTheProductIsTimesItsLikelihood() {
        assertThat(worth(deal("a", new Gift("cup", 2)))).isEqualTo(500, within(1e-9));
        assertThat(worth(deal("a", new Gift("elephant", 2)))).isZero();
        assertThat(worth(deal("a", new FreeItem(1, "hat")))).isEqualTo(500, within(1e-9));
        assertThat(worth(deal("a", new FreeItem(2, "")))).isEqualTo(550, within(1e-9));
    }

    @Test
    void anotherPriceIsTheDifference() {
        assertThat(worth(deal("a", new FixedPrice(400, 0)))).isEqualTo(50 + 400, within(1e-9));
        assertThat(worth(deal("a", new FixedPrice(400, 1)))).isEqualTo(400, within(1e-9));
    }

    @Test
    void pointsThatItCostsAreTakenOff() {
        Deal reward = deal("a", new AmountOff(500, Scope.ORDER));
        assertThat(worth(with(reward, 0, 0, 200))).isEqualTo(300, within(1e-9));
        assertThat(worth(with(reward, 0, 0, 900))).isZero();
    }

    @Test
    void whatCannotBeToldInMoneyCountsNothing() {
        assertThat(worth(deal("a", new MorePoints(300)))).isZero();
        assertThat(worth(deal("a", new FreeShipping()))).isZero();
        assertThat(worth(with(deal("a", new FreeShipping()), 0, 450, 0))).isEqualTo(450, within(1e-9));
    }

    @Test
    void tiesAreDecidedByTheId() {
        List<Deal> deals = List.of(
                deal("b", new MorePoints(200)),
                deal("c", new PercentOff(500)),
                deal("a", new MorePoints(300)),
                deal("d", new PercentOff(500)));

        assertThat(OfferRanking.of(deals, LIKELY).stream().map(one -> one.deal().campaign()))
                .containsExactly("c", "d", "a", "b");
        assertThat(OfferRanking.of(List.of(), LIKELY)).isEmpty();
        assertThat(OfferRanking.of(deals, List.of()).stream()
                        .map(one -> one.deal().campaign()))
                .containsExactly("a", "b", "c", "d");
    }

    private static List<Likely> likely(Random random, int count) {
        List<Likely> likely = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            likely.add(new Likely("p" + i, "k" + random.nextInt(3), random.nextInt(5_000), random.nextDouble()));
        }
        return likely;
    }

    private static Scope scope(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Scope.ORDER;
            case 1 -> Scope.LINE;
            default -> Scope.ITEM;
        };
    }

    private static Benefit benefit(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new PercentOff(1 + random.nextInt(10_000));
            case 1 -> new AmountOff(1 + random.nextInt(3_000), scope(random));
            case 2 -> new FixedPrice(random.nextInt(3_000), random.nextInt(3));
            case 3 -> new FreeItem(1 + random.nextInt(3), random.nextBoolean() ? "" : "p1");
            case 4 -> new Gift("p2", 1 + random.nextInt(3));
            default -> new FreeShipping();
        };
    }

    /** The same benefit, but more of it. */
    private static Benefit more(Random random, Benefit benefit) {
        return switch (benefit) {
            case PercentOff percent -> new PercentOff(percent.basisPoints() + random.nextInt(500));
            case AmountOff amount -> new AmountOff(amount.minor() + random.nextInt(500), amount.scope());
            case FixedPrice fixed ->
                new FixedPrice(fixed.unitMinor() / 2, fixed.most() == 0 ? 0 : fixed.most() + random.nextInt(2));
            case FreeItem free -> new FreeItem(free.quantity() + random.nextInt(2), free.product());
            case FreeShipping shipping -> shipping;
            case MorePoints points -> points;
            case Gift gift -> new Gift(gift.product(), gift.quantity() + random.nextInt(2));
        };
    }

    @Test
    void aBiggerDiscountNeverRanksLower() {
        Random random = new Random(31);
        int better = 0;
        for (int trial = 0; trial < 5_000; trial++) {
            List<Likely> likely = likely(random, 1 + random.nextInt(8));
            Deal base = random.nextBoolean()
                    ? deal("z", benefit(random))
                    : forCategory("z", benefit(random), "k" + random.nextInt(3));
            Deal small = with(base, random.nextInt(3_000), random.nextBoolean() ? 0 : random.nextInt(2_000), 0);
            Deal big = with(
                    of(small, more(random, small.benefit())),
                    small.minimumMinor() / (1 + random.nextInt(2)),
                    small.maximumMinor() == 0 ? 0 : small.maximumMinor() + random.nextInt(500),
                    0);
            double less = new Appraisal(small, likely).worth();
            double more = new Appraisal(big, likely).worth();
            assertThat(more).isGreaterThanOrEqualTo(less);
            better += more > less ? 1 : 0;
        }
        assertThat(better).isGreaterThan(1_000);
    }

    /** All baskets that there can be, each with its probability. */
    private static double expected(Deal deal, List<Likely> likely) {
        double sum = 0;
        for (int basket = 0; basket < 1 << likely.size(); basket++) {
            double probability = 1;
            long spent = 0;
            double off = 0;
            for (int i = 0; i < likely.size(); i++) {
                Likely one = likely.get(i);
                boolean isBought = (basket >> i & 1) == 1;
                probability *= isBought ? one.likelihood() : 1 - one.likelihood();
                if (isBought && deal.isFor(one)) {
                    spent += (long) one.priceMinor();
                    off += switch (deal.benefit()) {
                        case PercentOff percent -> one.priceMinor() * percent.basisPoints() / 10_000;
                        case AmountOff amount ->
                            amount.scope() == Scope.ORDER ? 0 : Math.min((double) amount.minor(), one.priceMinor());
                        case FixedPrice fixed -> Math.max(0, one.priceMinor() - fixed.unitMinor());
                        default -> 0;
                    };
                }
            }
            if (deal.benefit() instanceof AmountOff amount && amount.scope() == Scope.ORDER) {
                off = (double) Math.min(amount.minor(), spent);
            }
            sum += probability * off;
        }
        return sum;
    }

    @Test
    void whatIsLinearIsTheMeanOverAllBaskets() {
        Random random = new Random(32);
        for (int trial = 0; trial < 300; trial++) {
            List<Likely> likely = likely(random, 1 + random.nextInt(7));
            Benefit benefit = switch (random.nextInt(3)) {
                case 0 -> new PercentOff(1 + random.nextInt(10_000));
                case 1 -> new AmountOff(1 + random.nextInt(3_000), Scope.LINE);
                default -> new FixedPrice(random.nextInt(3_000), 0);
            };
            Deal deal = forCategory("a", benefit, "k" + random.nextInt(3));
            assertThat(new Appraisal(deal, likely).worth()).isEqualTo(expected(deal, likely), within(1e-6));
        }
    }

    /** It is reckoned on the mean basket, and the mean of what has an upper bound is less than what the mean gives. */
    @Test
    void anAmountOffAnOrderIsNeverLessThanTheMeanOverAllBaskets() {
        Random random = new Random(33);
        for (int trial = 0; trial < 300; trial++) {
            List<Likely> likely = likely(random, 1 + random.nextInt(7));
            Deal deal = deal("a", new AmountOff(1 + random.nextInt(3_000), Scope.ORDER));
            assertThat(new Appraisal(deal, likely).worth()).isGreaterThanOrEqualTo(expected(deal, likely) - 1e-6);
        }
    }

    @Test
    void theOrderIsThatOfTheWorthsOneByOne() {
        Random random = new Random(34);
        for (int trial = 0; trial < 200; trial++) {
            List<Likely> likely = likely(random, random.nextInt(6));
            List<Deal> deals = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                deals.add(forCategory("c" + i, benefit(random), "k" + random.nextInt(4)));
            }
            List<OfferRanking.Ranked> ranked = OfferRanking.of(deals, likely);
            assertThat(ranked.stream().map(OfferRanking.Ranked::deal)).containsExactlyInAnyOrderElementsOf(deals);
            for (int i = 1; i < ranked.size(); i++) {
                OfferRanking.Ranked before = ranked.get(i - 1);
                OfferRanking.Ranked after = ranked.get(i);
                assertThat(before.worth() > after.worth()
                                || (before.worth() == after.worth()
                                        && before.deal()
                                                        .campaign()
                                                        .compareTo(after.deal().campaign())
                                                < 0))
                        .isTrue();
            }
        }
    }
}
