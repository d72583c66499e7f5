package dev.giveback.loyalty.domain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer likes, avoids and objects to.
 *
 * @param preferred categories, the dearest first, each once
 * @param avoided categories, each once, none of them preferred
 */
public record Preferences(List<String> preferred, List<String> avoided, Set<Purpose> objections) {
    /** Categories of a kind. */
    public static final int MOST_CATEGORIES = 50;

    /** Nothing was told. */
    public static final Preferences NONE = new Preferences(List.of(), List.of(), Set.of());

    public Preferences {
        preferred = List.copyOf(preferred);
        avoided = List.copyOf(avoided);
        objections = Set.copyOf(objections);
    }

    /** A category that is both preferred and avoided; null if none is. */
    @Nullable
    String contradiction() {
        for (String category : avoided) {
            if (preferred.contains(category)) {
                return category;
            }
        }
        return null;
    }

    /** These with other values where there are some. */
    Preferences with(
            @Nullable List<String> newPreferred,
            @Nullable List<String> newAvoided,
            @Nullable Set<Purpose> newObjections) {
        return new Preferences(
                newPreferred == null ? preferred : newPreferred,
                newAvoided == null ? avoided : newAvoided,
                newObjections == null ? objections : newObjections);
    }

    /**
     * What two customers told who are one from now on: these first, then the other's where they do not contradict, as far as there is
     * room; and what either objects to.
     */
    Preferences or(Preferences other) {
        List<String> likes = joined(preferred, other.preferred, avoided);
        List<String> dislikes = joined(avoided, other.avoided, likes);
        Set<Purpose> both = EnumSet.noneOf(Purpose.class);
        both.addAll(objections);
        both.addAll(other.objections);
        return new Preferences(likes, dislikes, both);
    }

    private static List<String> joined(List<String> own, List<String> others, List<String> but) {
        Set<String> joined = new LinkedHashSet<>(own);
        for (String category : others) {
            if (joined.size() < MOST_CATEGORIES && !but.contains(category)) {
                joined.add(category);
            }
        }
        return new ArrayList<>(joined);
    }
}
