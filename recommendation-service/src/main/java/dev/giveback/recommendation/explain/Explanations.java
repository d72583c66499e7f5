package dev.giveback.recommendation.explain;

import dev.giveback.recommendation.domain.Fact;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts facts into English sentences, one each. They claim what the fact says and no more. */
public final class Explanations {
    private Explanations() {}

    /**
     * The sentences, with a space between; for a product of which nothing is to be said, that the catalogue has it.
     *
     * @param nameOf a product's name for people, by its id
     */
    public static String of(List<Fact> facts, UnaryOperator<String> nameOf) {
        if (facts.isEmpty()) {
            return "In the catalogue.";
        }
        StringBuilder text = new StringBuilder(96);
        for (Fact fact : facts) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            add(fact, nameOf, text);
        }
        return text.toString();
    }

    private static void add(Fact fact, UnaryOperator<String> nameOf, StringBuilder text) {
        switch (fact) {
            case Fact.BoughtBefore bought -> add(bought, text);
            case Fact.GoesWith with -> add(with, nameOf.apply(with.other()), text);
            case Fact.SimilarCustomersBought similar -> add(similar, text);
            case Fact.PopularNow popular ->
                text.append("Bought ").append(times(popular.sold())).append(" in the last two weeks.");
            case Fact.InCategory in -> add(in, text);
            case Fact.SoldAYearAgo sold ->
                text.append("Bought ").append(times(sold.sold())).append(" in these four weeks a year ago.");
        }
    }

    private static void add(Fact.BoughtBefore bought, StringBuilder text) {
        text.append("You bought it ").append(times(bought.times()));
        // One span of days between two purchases is no habit.
        if (bought.times() > 2) {
            text.append(", usually ").append(Spans.every(bought.everyDays())).append(", last ");
        } else if (bought.times() == 2) {
            text.append(", ").append(Spans.apart(bought.everyDays())).append(", last ");
        } else {
            text.append(", ");
        }
        text.append(Spans.ago(bought.daysAgo())).append('.');
    }

    private static void add(Fact.GoesWith with, String other, StringBuilder text) {
        text.append("Bought together with ").append(other);
        if (with.daysAgo() == Fact.GoesWith.IN_BASKET) {
            text.append(", which is in your basket.");
        } else {
            text.append(", which you bought ").append(Spans.ago(with.daysAgo())).append('.');
        }
    }

    private static void add(Fact.SimilarCustomersBought similar, StringBuilder text) {
        if (similar.ofCustomers() == 1) {
            text.append("The customer most like you bought it.");
        } else {
            text.append(similar.customers())
                    .append(" of the ")
                    .append(similar.ofCustomers())
                    .append(" customers most like you bought it.");
        }
    }

    private static void add(Fact.InCategory in, StringBuilder text) {
        text.append(in.salesRank() > 0 ? "Popular in " : "In ").append(in.category());
        text.append(in.stated() ? ", which you prefer." : ", one of the categories you buy most.");
    }

    private static String times(int count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }
}
