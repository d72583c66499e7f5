package dev.giveback.standalone.replay;

import java.util.List;

/** What a customer shows at a checkout to make it cheaper. */
record Shown(List<String> couponIds, List<String> codes) {
    static final Shown NOTHING = new Shown(List.of(), List.of());

    Shown {
        couponIds = List.copyOf(couponIds);
        codes = List.copyOf(codes);
    }

    boolean isNothing() {
        return couponIds.isEmpty() && codes.isEmpty();
    }
}
