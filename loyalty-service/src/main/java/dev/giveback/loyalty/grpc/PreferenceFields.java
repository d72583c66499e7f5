package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Preferences;
import dev.giveback.loyalty.domain.Purpose;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.v1.UpdatePreferencesRequest;
import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a customer likes, avoids and objects to, between the domain and the contract, and what of it a request changes. */
final class PreferenceFields {
    private static final String PREFERRED = "preferred_categories";
    private static final String AVOIDED = "avoided_categories";
    private static final String OBJECTIONS = "objections";
    private static final Set<String> ALL = Set.of(PREFERRED, AVOIDED, OBJECTIONS);
    private static final String EVERYTHING = "*";

    private PreferenceFields() {}

    static Command.UpdatePreferences command(UpdatePreferencesRequest call, Request request) {
        Set<String> changed = changed(call);
        dev.giveback.loyalty.v1.Preferences wanted = call.getPreferences();
        return new Command.UpdatePreferences(
                request,
                changed.contains(PREFERRED) ? List.copyOf(wanted.getPreferredCategoriesList()) : null,
                changed.contains(AVOIDED) ? List.copyOf(wanted.getAvoidedCategoriesList()) : null,
                changed.contains(OBJECTIONS)
                        ? wanted.getObjectionsValueList().stream()
                                .map(Purpose::of)
                                .collect(Collectors.toUnmodifiableSet())
                        : null);
    }

    private static Set<String> changed(UpdatePreferencesRequest call) {
        List<String> mask = call.getUpdateMask().getPathsList();
        if (mask.equals(List.of(EVERYTHING))) {
            return ALL;
        }
        if (!ALL.containsAll(mask)) {
            throw refused("update_mask", "must be `*` alone, or names of fields of Preferences");
        }
        Set<String> changed = new HashSet<>(mask);
        if (mask.isEmpty()) {
            call.getPreferences().getAllFields().keySet().forEach(field -> changed.add(field.getName()));
        }
        if (changed.isEmpty()) {
            throw refused("preferences", "must have a value, or update_mask must name a field");
        }
        return changed;
    }

    static dev.giveback.loyalty.v1.Preferences published(Preferences preferences) {
        return dev.giveback.loyalty.v1.Preferences.newBuilder()
                .addAllPreferredCategories(preferences.preferred())
                .addAllAvoidedCategories(preferences.avoided())
                .addAllObjectionsValue(preferences.objections().stream()
                        .map(Purpose::number)
                        .sorted()
                        .toList())
                .build();
    }

    private static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }
}
