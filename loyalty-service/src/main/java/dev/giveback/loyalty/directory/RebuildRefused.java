package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import java.util.Map;

/** A rebuild that is not done, and why; nothing was changed. */
public final class RebuildRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RebuildRefused(Reason reason, String message) {
        super(message);
        this.refusal = new Refusal(reason, message, Map.of());
    }

    /** What the caller is told. */
    public Refusal refusal() {
        return refusal;
    }
}
