package dev.giveback.loyalty.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.Sealed;
import dev.giveback.loyalty.privacy.Opener;
import dev.giveback.loyalty.privacy.Sealer;
import dev.giveback.loyalty.privacy.Seals;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The fields of a profile: which ones a request changes, and each of them sealed by itself, so that one is changed without the others. */
final class ProfileFields {
    private static final List<FieldDescriptor> ALL = Profile.getDescriptor().getFields();
    private static final String EVERYTHING = "*";

    private ProfileFields() {}

    static Command.UpdateProfile command(UpdateProfileRequest call, Request request, Sealer sealer) {
        ProfileRules.check(call.getProfile());
        Map<Integer, Sealed> set = new HashMap<>();
        Set<Integer> cleared = new HashSet<>();
        for (FieldDescriptor field : changed(call)) {
            Profile alone = only(call.getProfile(), field);
            if (alone.equals(Profile.getDefaultInstance())) {
                cleared.add(field.getNumber());
            } else {
                set.put(field.getNumber(), sealer.field(field.getNumber(), alone.toByteArray()));
            }
        }
        return new Command.UpdateProfile(request, set, cleared);
    }

    private static List<FieldDescriptor> changed(UpdateProfileRequest call) {
        List<String> mask = call.getUpdateMask().getPathsList();
        if (mask.equals(List.of(EVERYTHING))) {
            return ALL;
        }
        List<FieldDescriptor> changed = mask.isEmpty()
                ? List.copyOf(call.getProfile().getAllFields().keySet())
                : mask.stream().distinct().map(ProfileFields::named).toList();
        if (changed.isEmpty()) {
            throw refused("profile", "must have a value, or update_mask must name a field");
        }
        return changed;
    }

    private static FieldDescriptor named(String path) {
        FieldDescriptor field = Profile.getDescriptor().findFieldByName(path);
        if (field == null) {
            throw refused("update_mask", "must be `*` alone, or names of fields of Profile");
        }
        return field;
    }

    private static Profile only(Profile profile, FieldDescriptor field) {
        Profile.Builder alone = Profile.newBuilder();
        if (profile.getAllFields().containsKey(field)) {
            alone.setField(field, profile.getField(field));
        }
        return alone.build();
    }

    /** A sealed profile as it was told; a field whose key is gone is left out. */
    static CompletionStage<Profile> opened(dev.giveback.loyalty.domain.Profile profile, Seals seals) {
        return seals.opener(profile).thenApply(opener -> opened(profile, opener));
    }

    private static Profile opened(dev.giveback.loyalty.domain.Profile profile, Opener opener) {
        Profile.Builder opened = Profile.newBuilder();
        profile.fields().forEach((number, stored) -> {
            byte[] plain = opener.field(number, stored);
            if (plain != null) {
                merge(opened, plain);
            }
        });
        return opened.build();
    }

    private static void merge(Profile.Builder opened, byte[] plain) {
        try {
            opened.mergeFrom(plain);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a field of a profile was opened and is not readable", e);
        }
    }

    private static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }
}
