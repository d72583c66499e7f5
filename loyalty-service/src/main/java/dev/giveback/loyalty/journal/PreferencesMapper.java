package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredPreferences;
import dev.giveback.loyalty.domain.Preferences;
import dev.giveback.loyalty.domain.Purpose;
import java.util.List;
import java.util.stream.Collectors;

/** What customers like, avoid and object to, between the domain and its stored form. Of equal ones the bytes are equal. */
final class PreferencesMapper {
    private PreferencesMapper() {}

    static StoredPreferences toProto(Preferences preferences) {
        List<Integer> objections =
                preferences.objections().stream().map(Purpose::number).sorted().toList();
        return StoredPreferences.newBuilder()
                .addAllPreferredCategories(preferences.preferred())
                .addAllAvoidedCategories(preferences.avoided())
                .addAllObjections(objections)
                .build();
    }

    static Preferences toDomain(StoredPreferences stored) {
        return stored.equals(StoredPreferences.getDefaultInstance())
                ? Preferences.NONE
                : new Preferences(
                        stored.getPreferredCategoriesList(),
                        stored.getAvoidedCategoriesList(),
                        stored.getObjectionsList().stream().map(Purpose::of).collect(Collectors.toUnmodifiableSet()));
    }
}
