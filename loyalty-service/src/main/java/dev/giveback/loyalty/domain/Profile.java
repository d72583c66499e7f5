package dev.giveback.loyalty.domain;

import java.util.Map;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What a customer tells of themselves, sealed. The domain keeps it, moves it and forgets it, and reads none of it.
 *
 * @param fields by the number of the published profile's field
 */
public record Profile(PMap<Integer, Sealed> fields) {
    /** Nothing was told. */
    public static final Profile NONE = new Profile(HashTreePMap.empty());

    /** The profile of these fields. */
    public static Profile of(Map<Integer, Sealed> fields) {
        return new Profile(HashTreePMap.from(fields));
    }

    Profile with(Map<Integer, Sealed> set, Set<Integer> cleared) {
        return new Profile(fields.minusAll(cleared).plusAll(set));
    }

    /** What two customers told; of what both did, that of this one. */
    Profile or(Profile other) {
        return new Profile(other.fields.plusAll(fields));
    }
}
