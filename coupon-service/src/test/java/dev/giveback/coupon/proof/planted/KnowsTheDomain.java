package dev.giveback.coupon.proof.planted;

import dev.giveback.coupon.domain.SurpriseSeed;

/** A planted violation: a proof shares nothing with what it proves. */
final class KnowsTheDomain {
    private KnowsTheDomain() {}

    static String commitmentOf(SurpriseSeed seed) {
        return seed.commitment();
    }
}
