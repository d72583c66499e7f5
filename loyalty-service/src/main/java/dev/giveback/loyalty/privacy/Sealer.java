package dev.giveback.loyalty.privacy;

import com.google.protobuf.Message;
import dev.giveback.loyalty.domain.Sealed;
import dev.giveback.platform.contract.Fingerprint;
import org.jspecify.annotations.Nullable;

/** Seals the personal values of one request, under the key of its customer. */
public final class Sealer {
    /** For requests without personal values. */
    public static final Sealer NONE = new Sealer(null);

    private final @Nullable DataKey key;

    Sealer(@Nullable DataKey key) {
        this.key = key;
    }

    /** A free text as it is stored; an empty one says nothing and stays empty. */
    public String text(String plain) {
        return plain.isEmpty() ? plain : SealedText.of(plain, key());
    }

    /**
     * A field of a profile as it is stored.
     *
     * @param number of the field
     */
    public Sealed field(int number, byte[] plain) {
        return Sealed.of(key().seal(plain, profileField(number)));
    }

    /** The request's content as a number; with personal values, one that nobody without the key can check a guess by. */
    public long fingerprint(Message request, String... leftOut) {
        return key == null ? Fingerprint.of(request, leftOut) : key.fingerprint(request, leftOut);
    }

    static String profileField(int number) {
        return "profile/" + number;
    }

    private DataKey key() {
        if (key == null) {
            throw new IllegalStateException("personal value of a request that has none (expected: a key)");
        }
        return key;
    }
}
