package dev.giveback.loyalty.domain.pricing;

import dev.giveback.loyalty.domain.pricing.Benefit.FreeItem;
import dev.giveback.loyalty.domain.pricing.Benefit.Gift;
import dev.giveback.loyalty.domain.pricing.Benefit.PointsMultiplier;
import dev.giveback.loyalty.domain.pricing.Pricing.Unused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which of the offered coupons the basket allows by themselves, and why not the others. */
final class Eligibility {
    private final Basket basket;
    private final long[] amounts;
    private final PointsRate rate;

    /** Those that are allowed, in the order in which they are applied. */
    final List<Candidate> candidates = new ArrayList<>();
    /** Why not, by coupon id. */
    final Map<String, Unused> unused = new HashMap<>();

    Eligibility(Basket basket, long[] amounts, List<Offer> offers, PointsRate rate) {
        this.basket = basket;
        this.amounts = amounts;
        this.rate = rate;
        List<Offer> inOrder = offers.stream().sorted(Offer.ORDER).toList();
        Map<String, Integer> classBits = new HashMap<>();
        for (Offer offer : offers) {
            classBits.computeIfAbsent(offer.terms().stackingClass(), name -> 1 << classBits.size());
        }
        for (Offer offer : offers) {
            int idBit = 1 << (inOrder.size() - 1 - inOrder.indexOf(offer));
            judge(offer, idBit, classBits.getOrDefault(offer.terms().stackingClass(), 0));
        }
        candidates.sort(Comparator.<Candidate>comparingInt(
                        candidate -> candidate.terms().priority())
                .thenComparing(Candidate::offer, Offer.ORDER));
    }

    private void judge(Offer offer, int idBit, int classBit) {
        if (!offer.orderCondition().getAsBoolean()) {
            refuse(offer, UnusedReason.CONDITION_NOT_MET, "its condition does not hold for this order", 0, 0);
            return;
        }
        int[] lines = eligible(offer);
        if (lines.length == 0) {
            refuse(offer, UnusedReason.NO_ELIGIBLE_LINE, "no line of the order is eligible", 0, 0);
            return;
        }
        long list = Arrays.stream(lines).mapToLong(line -> amounts[line]).sum();
        long minimum = offer.terms().minimumOrder();
        if (list < minimum) {
            refuse(
                    offer,
                    UnusedReason.MINIMUM_NOT_REACHED,
                    "the eligible lines come to " + list + " minor units, " + (minimum - list)
                            + " less than its minimum of " + minimum,
                    minimum,
                    list);
            return;
        }
        Candidate candidate = candidate(offer, idBit, classBit, lines);
        @Nullable Unused useless = useless(candidate, list);
        if (useless == null) {
            candidates.add(candidate);
        } else {
            unused.put(offer.couponId(), useless);
        }
    }

    private int[] eligible(Offer offer) {
        Predicate<Basket.Line> selected = offer.terms().selection().asPredicate();
        return IntStream.range(0, amounts.length)
                .filter(line -> selected.test(basket.lines().get(line)))
                .filter(offer.lineCondition())
                .toArray();
    }

    /** A free item takes from lines of its product only, though all eligible ones count for the minimum. */
    private Candidate candidate(Offer offer, int idBit, int classBit, int[] eligible) {
        String product = offer.terms().benefit() instanceof FreeItem free ? free.product() : "";
        int[] lines = product.isEmpty()
                ? eligible
                : Arrays.stream(eligible)
                        .filter(line -> basket.lines().get(line).product().equals(product))
                        .toArray();
        long[] quantities = Arrays.stream(lines)
                .mapToLong(line -> basket.lines().get(line).quantity())
                .toArray();
        return new Candidate(offer, idBit, classBit, lines, quantities);
    }

    private @Nullable Unused useless(Candidate candidate, long list) {
        boolean isUseful = switch (candidate.benefit()) {
            case Gift gift -> true;
            case PointsMultiplier multiplier -> rate.added(list, multiplier.percent()) > 0;
            default -> Discount.total(candidate, amounts, basket.shipping()) > 0;
        };
        return isUseful ? null : noEffect(candidate.offer().couponId(), "it takes nothing off and adds no point");
    }

    static Unused noEffect(String couponId, String message) {
        return new Unused(couponId, UnusedReason.NO_EFFECT, message, 0, 0);
    }

    private void refuse(Offer offer, UnusedReason reason, String message, long required, long available) {
        unused.put(offer.couponId(), new Unused(offer.couponId(), reason, message, required, available));
    }
}
