package dev.giveback.loyalty.privacy;

import dev.giveback.loyalty.domain.Sealed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens what was sealed, by the keys that it was made with. */
public final class Opener {
    /** What stands for a text whose key was deleted. */
    public static final String ERASED = "[erased]";

    private final Map<KeyId, DataKey> keys;

    Opener(Map<KeyId, DataKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** A stored text as it was given; a plain one is as it stands. */
    public String text(String stored) {
        byte[] sealed = SealedText.bytes(stored);
        if (sealed == null) {
            return stored;
        }
        DataKey key = keys.get(DataKey.keyOf(sealed));
        return key == null ? ERASED : new String(key.open(sealed, SealedText.FIELD), StandardCharsets.UTF_8);
    }

    /** A stored field of a profile; null if its key was deleted. */
    public byte @Nullable [] field(int number, Sealed stored) {
        byte[] sealed = stored.bytes();
        DataKey key = keys.get(DataKey.keyOf(sealed));
        return key == null ? null : key.open(sealed, Sealer.profileField(number));
    }
}
