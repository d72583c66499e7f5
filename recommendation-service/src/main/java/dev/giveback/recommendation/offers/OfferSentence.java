package dev.giveback.recommendation.offers;

import dev.giveback.recommendation.offers.Benefit.Scope;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Puts a deal, and why it fits, into one English sentence that claims what is known and no more. */
final class OfferSentence {
    /** Products or categories that are named. */
    private static final int NAMED = 3;

    private final Shopper shopper;
    private final Currency currency;
    private final UnaryOperator<String> nameOf;

    /**
     * Sentences for a customer.
     *
     * @param nameOf a product's name for people, by its id
     */
    OfferSentence(Shopper shopper, Currency currency, UnaryOperator<String> nameOf) {
        this.shopper = shopper;
        this.currency = currency;
        this.nameOf = nameOf;
    }

    /**
     * The sentence.
     *
     * @param about how many products of the list it is about
     */
    String of(Deal deal, int about) {
        StringBuilder text = new StringBuilder(96);
        text.append(benefit(deal.benefit())).append(target(deal)).append(liking(deal));
        if (deal.minimumMinor() > 0) {
            text.append(", from ").append(money(deal.minimumMinor()));
        }
        if (deal.points() > 0) {
            text.append(", for ").append(deal.points()).append(deal.points() == 1 ? " point" : " points");
        }
        return text.append(wanted(deal, about)).append('.').toString();
    }

    private String benefit(Benefit benefit) {
        return switch (benefit) {
            case Benefit.PercentOff percent ->
                BigDecimal.valueOf(percent.basisPoints(), 2)
                                .stripTrailingZeros()
                                .toPlainString() + " % off";
            case Benefit.AmountOff amount -> money(amount.minor()) + " off" + each(amount.scope());
            case Benefit.FixedPrice fixed -> money(fixed.unitMinor()) + " for each item" + most(fixed.most());
            case Benefit.FreeItem free ->
                (free.product().isEmpty()
                                ? items(free.quantity())
                                : free.quantity() + " × " + nameOf.apply(free.product()))
                        + " free";
            case Benefit.FreeShipping shipping -> "Free shipping";
            case Benefit.MorePoints points -> points.percent() + " % of the points";
            case Benefit.Gift gift -> gift.quantity() + " × " + nameOf.apply(gift.product()) + " as a gift";
        };
    }

    private static String each(Scope scope) {
        return switch (scope) {
            case ORDER -> "";
            case LINE -> " each line";
            case ITEM -> " each item";
        };
    }

    private static String most(long most) {
        return most == 0 ? "" : ", for at most " + most;
    }

    private static String items(long quantity) {
        return quantity == 1 ? "1 item" : quantity + " items";
    }

    private String target(Deal deal) {
        if (deal.isForAll()) {
            return switch (deal.benefit()) {
                case Benefit.PercentOff percent -> " your order";
                case Benefit.AmountOff amount -> amount.scope() == Scope.ORDER ? " your order" : "";
                case Benefit.FixedPrice fixed -> "";
                case Benefit.FreeItem free -> "";
                case Benefit.FreeShipping shipping -> "";
                case Benefit.MorePoints points -> " for your order";
                case Benefit.Gift gift -> "";
            };
        }
        return (isPlain(deal) ? " " : " with ") + names(deal);
    }

    /** Whether what it is for follows the benefit as it is: "10 % off Candles". */
    private static boolean isPlain(Deal deal) {
        return deal.benefit() instanceof Benefit.PercentOff
                || (deal.benefit() instanceof Benefit.AmountOff amount && amount.scope() == Scope.ORDER);
    }

    private String names(Deal deal) {
        Set<String> names = new TreeSet<>(deal.categories());
        deal.products().forEach(product -> names.add(nameOf.apply(product)));
        List<String> first = names.stream().limit(NAMED).toList();
        int more = names.size() - first.size();
        if (more > 0) {
            return String.join(", ", first) + " and " + more + " more";
        }
        return first.size() == 1
                ? first.getFirst()
                : String.join(", ", first.subList(0, first.size() - 1)) + " and " + first.getLast();
    }

    private String liking(Deal deal) {
        if (deal.categories().size() != 1 || !deal.products().isEmpty()) {
            return "";
        }
        String category = deal.categories().iterator().next();
        if (shopper.stated().contains(category)) {
            return ", which you prefer";
        }
        int place = shopper.bought().indexOf(category);
        return place < 0 ? "" : place == 0 ? ", which you buy most" : ", which you buy";
    }

    private String wanted(Deal deal, int about) {
        boolean isOne = deal.benefit() instanceof Benefit.Gift
                || (deal.benefit() instanceof Benefit.FreeItem free
                        && !free.product().isEmpty());
        if (about == 0 || (deal.isForAll() && !isOne)) {
            return "";
        }
        if (isOne) {
            return shopper.isPersonal() ? "; you are likely to want it" : "; it is recommended";
        }
        String products = about == 1 ? " product there" : " products there";
        return shopper.isPersonal()
                ? "; " + about + products + " that you are likely to want"
                : "; " + about + " recommended" + products;
    }

    private String money(long minor) {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString() + " "
                + currency.getCurrencyCode();
    }
}
