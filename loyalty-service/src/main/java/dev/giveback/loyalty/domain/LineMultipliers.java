package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The multipliers of a program that count for the lines of one order. What does not depend on the line is asked once.
 *
 * @param facts about the order
 * @param possible those that hold for the order, or may hold for some line of it
 * @param same what counts for every line; null when that differs from line to line
 */
record LineMultipliers(
        EarningRules rules,
        Facts facts,
        List<Multiplier> possible,
        @Nullable List<Multiplier> same) {

    static LineMultipliers of(EarningRules rules, Facts facts) {
        if (rules.multipliers().isEmpty() || rules.rate() == null) {
            return new LineMultipliers(rules, facts, List.of(), List.of());
        }
        List<Multiplier> possible = new ArrayList<>(rules.multipliers().size());
        boolean isAboutLines = false;
        for (Multiplier multiplier : rules.multipliers()) {
            boolean isAboutLine = multiplier.condition().isAboutLine();
            if (isAboutLine || multiplier.condition().holds(facts)) {
                possible.add(multiplier);
                isAboutLines |= isAboutLine;
            }
        }
        return new LineMultipliers(rules, facts, possible, isAboutLines ? null : stacked(rules, possible));
    }

    /** Those that count for this line. */
    List<Multiplier> of(Facts.LineFacts line) {
        if (same != null) {
            return same;
        }
        Facts lineFacts = facts.of(line);
        List<Multiplier> matching = new ArrayList<>(possible.size());
        for (Multiplier multiplier : possible) {
            if (!multiplier.condition().isAboutLine() || multiplier.condition().holds(lineFacts)) {
                matching.add(multiplier);
            }
        }
        return stacked(rules, matching);
    }

    private static List<Multiplier> stacked(EarningRules rules, List<Multiplier> matching) {
        if (matching.size() < 2) {
            return matching;
        }
        return switch (rules.stacking()) {
            case ADD -> matching;
            case FIRST -> List.of(matching.getFirst());
            case HIGHEST -> List.of(highest(matching));
        };
    }

    private static Multiplier highest(List<Multiplier> matching) {
        Multiplier highest = matching.getFirst();
        for (Multiplier multiplier : matching) {
            highest = multiplier.percent() > highest.percent() ? multiplier : highest;
        }
        return highest;
    }
}
