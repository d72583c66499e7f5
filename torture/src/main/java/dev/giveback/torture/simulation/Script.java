package dev.giveback.torture.simulation;

import dev.giveback.torture.simulation.Step.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stories of one kind.
 *
 * @param weights how often each kind of step comes
 * @param steps how many there are
 * @param copiesPercent how often a request is sent several times at once
 * @param mostCopies how many times at most
 */
record Script(Map<Kind, Integer> weights, int steps, int copiesPercent, int mostCopies) {
    private static final int GAP_MILLIS = 60;
    private static final int LONG_GAP_MILLIS = 20_000;
    private static final int MOST_POINTS = 40;

    /** The story of a seed; the first steps give points to all, so that there is something to lose. */
    List<Step> of(Luck luck) {
        List<Kind> choices = new ArrayList<>();
        weights.forEach((kind, weight) -> {
            for (int i = 0; i < weight; i++) {
                choices.add(kind);
            }
        });
        choices.sort(null);
        List<Step> story = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            String name = "step " + i;
            Kind kind = i < World.CUSTOMERS ? Kind.ADJUST : choices.get(luck.of(name, choices.size()));
            story.add(step(luck, name, i, kind));
        }
        return story;
    }

    Step step(Luck luck, String name, int index, Kind kind) {
        boolean isLong = luck.percent(name + " long", 8);
        return new Step(
                index,
                kind,
                index < World.CUSTOMERS ? index : luck.of(name + " who", World.CUSTOMERS),
                luck.of(name + " other", World.CUSTOMERS),
                1 + luck.of(name + " amount", MOST_POINTS),
                luck.of(name + " gap", isLong ? LONG_GAP_MILLIS : GAP_MILLIS),
                luck.percent(name + " copies", copiesPercent) ? 2 + luck.of(name + " many", mostCopies - 1) : 1);
    }
}
