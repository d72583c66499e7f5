package dev.giveback.access.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a key or a session.
 *
 * @param text 12 of a-z and 2-7
 */
public record KeyId(String text) implements Comparable<KeyId> {
    /** What a resource name must be. */
    public static final String RULE = "must be keys/{key}; 12 of a-z 2-7";

    /** How many characters it has. */
    public static final int LENGTH = 12;

    private static final Pattern TEXT = Pattern.compile("[a-z2-7]{12}");
    private static final String COLLECTION = "keys/";

    /** Refuses anything else. */
    public KeyId {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("key id: \"" + text + "\" (expected: " + TEXT + ")");
        }
    }

    /** The id of this text; null if it is none. */
    public static @Nullable KeyId of(String text) {
        return TEXT.matcher(text).matches() ? new KeyId(text) : null;
    }

    /** The id in this resource name; null if it is none. */
    public static @Nullable KeyId parse(String name) {
        return name.startsWith(COLLECTION) ? of(name.substring(COLLECTION.length())) : null;
    }

    /** Its resource name, {@code keys/{key}}. */
    public String name() {
        return COLLECTION + text;
    }

    @Override
    public int compareTo(KeyId other) {
        return text.compareTo(other.text);
    }
}
