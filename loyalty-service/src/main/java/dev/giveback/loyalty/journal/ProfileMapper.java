package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.StoredSealedField;
import dev.giveback.loyalty.domain.Change.ProfileChanged;
import dev.giveback.loyalty.domain.Profile;
import dev.giveback.loyalty.domain.Sealed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sealed profiles between the domain and their stored form. Of equal ones the bytes are equal. */
final class ProfileMapper {
    private ProfileMapper() {}

    static dev.giveback.journal.v1.ProfileChanged toProto(ProfileChanged changed) {
        return dev.giveback.journal.v1.ProfileChanged.newBuilder()
                .addAllFields(fields(changed.set()))
                .addAllClearedFields(changed.cleared().stream().sorted().toList())
                .build();
    }

    static ProfileChanged toDomain(dev.giveback.journal.v1.ProfileChanged stored) {
        return new ProfileChanged(sealed(stored.getFieldsList()), Set.copyOf(stored.getClearedFieldsList()));
    }

    static List<StoredSealedField> toProto(Profile profile) {
        return fields(profile.fields());
    }

    static Profile toDomain(List<StoredSealedField> stored) {
        return stored.isEmpty() ? Profile.NONE : Profile.of(sealed(stored));
    }

    private static List<StoredSealedField> fields(Map<Integer, Sealed> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> StoredSealedField.newBuilder()
                                .setField(field.getKey())
                                .setSealed(ByteString.copyFrom(field.getValue().bytes()))
                                .build())
                        .toList();
    }

    private static Map<Integer, Sealed> sealed(List<StoredSealedField> stored) {
        return stored.stream()
                .collect(Collectors.toMap(
                        StoredSealedField::getField,
                        field -> Sealed.of(field.getSealed().toByteArray())));
    }
}
