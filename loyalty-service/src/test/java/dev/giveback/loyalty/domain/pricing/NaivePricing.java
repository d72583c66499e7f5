package dev.giveback.loyalty.domain.pricing;

import dev.giveback.loyalty.domain.pricing.Benefit.AmountOff;
import dev.giveback.loyalty.domain.pricing.Benefit.FixedPrice;
import dev.giveback.loyalty.domain.pricing.Benefit.FreeItem;
import dev.giveback.loyalty.domain.pricing.Benefit.FreeShipping;
import dev.giveback.loyalty.domain.pricing.Benefit.Gift;
import dev.giveback.loyalty.domain.pricing.Benefit.PercentOff;
import dev.giveback.loyalty.domain.pricing.Benefit.PointsMultiplier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of pricing once more, written from the contract alone: whole numbers without limit, items one by one, every subset of the
 * coupons by itself. Slow, and for baskets of few items.
 */
final class NaivePricing {
    /** What one subset of the coupons comes to. */
    record Outcome(
            List<Offer> coupons,
            List<List<BigInteger>> cuts,
            BigInteger shippingCut,
            BigInteger discount,
            BigInteger points,
            List<BigInteger> left) {}

    private final Basket basket;
    private final List<Offer> offers;
    private final PointsRate rate;

    NaivePricing(Basket basket, List<Offer> offers, PointsRate rate) {
        this.basket = basket;
        this.offers = offers;
        this.rate = rate;
    }

    Outcome best() {
        List<Offer> usable = offers.stream()
                .filter(this::isUsable)
                .filter(offer -> isUseful(outcome(List.of(offer)), offer))
                .sorted(Comparator.comparingInt((Offer o) -> o.terms().priority())
                        .thenComparing(NaivePricing::place))
                .toList();
        Outcome best = outcome(List.of());
        for (List<Offer> subset : subsets(usable)) {
            Outcome outcome = outcome(subset);
            if (isAllowed(subset) && compare(outcome, best) < 0) {
                best = outcome;
            }
        }
        return best;
    }

    /** Negative when the first serves the customer better. */
    private static int compare(Outcome one, Outcome other) {
        return Comparator.<Outcome, BigInteger>comparing(Outcome::discount)
                .thenComparing(Outcome::points)
                .thenComparingLong(outcome -> gifts(outcome.coupons()))
                .reversed()
                .thenComparingInt(outcome -> outcome.coupons().size())
                .thenComparing(outcome -> String.join(
                        "\0",
                        outcome.coupons().stream()
                                .map(NaivePricing::place)
                                .sorted()
                                .toList()))
                .compare(one, other);
    }

    private static String place(Offer offer) {
        return offer.campaign() + " " + String.format("%09d", offer.campaignVersion()) + " " + offer.couponId();
    }

    private static long gifts(List<Offer> coupons) {
        return coupons.stream()
                .filter(offer -> offer.terms().benefit() instanceof Gift)
                .count();
    }

    private static boolean isUseful(Outcome alone, Offer offer) {
        return alone.discount().signum() > 0
                || alone.points().signum() > 0
                || offer.terms().benefit() instanceof Gift;
    }

    private static List<List<Offer>> subsets(List<Offer> offers) {
        List<List<Offer>> subsets = new ArrayList<>(List.of(List.of()));
        for (Offer offer : offers) {
            for (List<Offer> subset : List.copyOf(subsets)) {
                List<Offer> larger = new ArrayList<>(subset);
                larger.add(offer);
                subsets.add(larger);
            }
        }
        return subsets;
    }

    private static boolean isAllowed(List<Offer> subset) {
        Set<String> classes = new HashSet<>();
        for (Offer offer : subset) {
            if ((offer.terms().isExclusive() && subset.size() > 1)
                    || !classes.add(offer.terms().stackingClass())) {
                return false;
            }
        }
        return true;
    }

    private boolean isUsable(Offer offer) {
        BigInteger list = BigInteger.ZERO;
        boolean any = false;
        for (int i = 0; i < basket.lines().size(); i++) {
            if (isEligible(offer, i)) {
                any = true;
                list = list.add(amount(i));
            }
        }
        return offer.orderCondition().getAsBoolean()
                && any
                && list.compareTo(big(offer.terms().minimumOrder())) >= 0;
    }

    private boolean isEligible(Offer offer, int line) {
        List<String> products = offer.terms().selection().includedProducts();
        return (products.isEmpty() || products.contains(basket.lines().get(line).product()))
                && offer.lineCondition().test(line);
    }

    private BigInteger amount(int line) {
        return big(basket.lines().get(line).quantity())
                .multiply(big(basket.lines().get(line).unitPrice()));
    }

    private Outcome outcome(List<Offer> coupons) {
        List<BigInteger> left = new ArrayList<>();
        for (int i = 0; i < basket.lines().size(); i++) {
            left.add(amount(i));
        }
        BigInteger shippingCut = BigInteger.ZERO;
        BigInteger discount = BigInteger.ZERO;
        List<List<BigInteger>> cuts = new ArrayList<>();
        for (Offer offer : coupons) {
            List<BigInteger> cut = cut(offer, left);
            BigInteger limit = offer.terms().maximumDiscount() == 0
                    ? null
                    : big(offer.terms().maximumDiscount());
            if (limit != null && sum(cut).compareTo(limit) > 0) {
                cut = spread(limit, cut);
            }
            if (offer.terms().benefit() instanceof FreeShipping) {
                BigInteger open = big(basket.shipping()).subtract(shippingCut);
                BigInteger off = limit == null ? open : open.min(limit);
                shippingCut = shippingCut.add(off);
                discount = discount.add(off);
            }
            for (int i = 0; i < left.size(); i++) {
                left.set(i, left.get(i).subtract(cut.get(i)));
            }
            discount = discount.add(sum(cut));
            cuts.add(cut);
        }
        return new Outcome(coupons, cuts, shippingCut, discount, points(coupons, left), left);
    }

    private BigInteger points(List<Offer> coupons, List<BigInteger> left) {
        BigInteger points = BigInteger.ZERO;
        for (Offer offer : coupons) {
            if (offer.terms().benefit() instanceof PointsMultiplier multiplier) {
                BigInteger money = BigInteger.ZERO;
                for (int i = 0; i < left.size(); i++) {
                    money = isEligible(offer, i) ? money.add(left.get(i)) : money;
                }
                points = points.add(money.multiply(big(multiplier.percent() - 100L))
                        .multiply(big(rate.points()))
                        .divide(big(rate.perMinor()).multiply(big(100))));
            }
        }
        return points;
    }

    private List<BigInteger> cut(Offer offer, List<BigInteger> left) {
        List<BigInteger> eligible = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            eligible.add(isEligible(offer, i) ? left.get(i) : BigInteger.ZERO);
        }
        return switch (offer.terms().benefit()) {
            case PercentOff percent -> percentCut(percent, eligible);
            case AmountOff amount -> amountCut(amount, offer, eligible);
            case FixedPrice fixed -> {
                long items = fixed.maxQuantity() == 0 ? Long.MAX_VALUE : fixed.maxQuantity();
                yield itemsCut(offer, left, items, fixed.unitPrice(), true, "");
            }
            case FreeItem free -> itemsCut(offer, left, free.quantity(), 0, false, free.product());
            case FreeShipping none -> zeros();
            case PointsMultiplier none -> zeros();
            case Gift none -> zeros();
        };
    }

    private List<BigInteger> percentCut(PercentOff percent, List<BigInteger> eligible) {
        BigInteger share = big(percent.basisPoints());
        BigInteger all = big(10_000);
        List<BigInteger> cut = new ArrayList<>();
        for (int i = 0; i < eligible.size(); i++) {
            BigInteger parts = switch (percent.scope()) {
                case ORDER -> BigInteger.ZERO;
                case LINE -> BigInteger.ONE;
                case ITEM -> big(basket.lines().get(i).quantity());
            };
            if (parts.signum() == 0) {
                return spread(sum(eligible).multiply(share).divide(all), eligible);
            }
            cut.add(eligible.get(i).multiply(share).divide(all.multiply(parts)).multiply(parts));
        }
        return cut;
    }

    private List<BigInteger> amountCut(AmountOff amount, Offer offer, List<BigInteger> eligible) {
        List<BigInteger> cut = new ArrayList<>();
        for (int i = 0; i < eligible.size(); i++) {
            BigInteger times = switch (amount.scope()) {
                case ORDER -> BigInteger.ZERO;
                case LINE -> BigInteger.ONE;
                case ITEM -> big(basket.lines().get(i).quantity());
            };
            if (times.signum() == 0) {
                return spread(big(amount.amount()).min(sum(eligible)), eligible);
            }
            cut.add(isEligible(offer, i) ? eligible.get(i).min(times.multiply(big(amount.amount()))) : BigInteger.ZERO);
        }
        return cut;
    }

    private record Item(int line, BigInteger cost, BigInteger of) {
        /** Compares cost ÷ of, as fractions. */
        int comparePrice(Item other) {
            return cost.multiply(other.of).compareTo(other.cost.multiply(of));
        }
    }

    /** Every item by itself: the first so many of those that are worth something more than the price get it. */
    private List<BigInteger> itemsCut(
            Offer offer, List<BigInteger> left, long most, long price, boolean dearestFirst, String product) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            BigInteger quantity = big(basket.lines().get(i).quantity());
            boolean isOfProduct =
                    product.isEmpty() || basket.lines().get(i).product().equals(product);
            boolean isDearer = left.get(i).compareTo(quantity.multiply(big(price))) > 0;
            for (long k = 0; k < quantity.longValueExact() && isEligible(offer, i) && isOfProduct && isDearer; k++) {
                items.add(new Item(i, left.get(i), quantity));
            }
        }
        Comparator<Item> byPrice = dearestFirst ? (a, b) -> b.comparePrice(a) : Item::comparePrice;
        items.sort(byPrice.thenComparingInt(Item::line));
        long[] taken = new long[left.size()];
        items.stream().limit(most).forEach(item -> taken[item.line()]++);
        List<BigInteger> cut = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            BigInteger share = left.get(i)
                    .multiply(big(taken[i]))
                    .divide(big(basket.lines().get(i).quantity()));
            cut.add(share.subtract(big(taken[i]).multiply(big(price))));
        }
        return cut;
    }

    /** Largest remainder, the slow way: one unit at a time to whom most of it is missing. */
    static List<BigInteger> spread(BigInteger whole, List<BigInteger> weights) {
        BigInteger sum = sum(weights);
        List<BigInteger> parts = new ArrayList<>();
        for (BigInteger weight : weights) {
            parts.add(
                    sum.signum() == 0 ? BigInteger.ZERO : whole.multiply(weight).divide(sum));
        }
        Set<Integer> rounded = new HashSet<>();
        while (sum(parts).compareTo(whole) < 0) {
            int first = -1;
            BigInteger most = BigInteger.valueOf(-1);
            for (int i = 0; i < parts.size(); i++) {
                BigInteger rest = whole.multiply(weights.get(i)).mod(sum);
                if (!rounded.contains(i) && rest.compareTo(most) > 0) {
                    first = i;
                    most = rest;
                }
            }
            rounded.add(first);
            parts.set(first, parts.get(first).add(BigInteger.ONE));
        }
        return parts;
    }

    private List<BigInteger> zeros() {
        return basket.lines().stream().map(line -> BigInteger.ZERO).toList();
    }

    private static BigInteger sum(List<BigInteger> values) {
        return values.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
