package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeFormat;
import dev.giveback.coupon.code.CodeText;
import java.time.Duration;
import java.util.Arrays;

/** Definitions of campaigns for tests, one word different from each other. */
final class Campaigns {
    static final Secret SECRET = new Secret(secret());
    static final Access SUMMER = new Access.PublicCode("SUMMER-10", (CodeText) CodeText.normalise("SUMMER-10"));
    static final Access UNIQUE = new Access.UniqueCodes(new CodeFormat("GIFT-####-####-##", 1_000));
    static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);

    private Campaigns() {}

    private static byte[] secret() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    static Definition of(Access access, Limits limits) {
        return of(access, limits, Window.ALWAYS, 0);
    }

    static Definition of(Access access, Limits limits, Window window, int controlBasisPoints) {
        return new Definition(
                new Published(new byte[] {1}), window, limits, access, TIME_TO_LIVE, controlBasisPoints, false, 500);
    }

    static Definition reusable(Limits limits) {
        return new Definition(new Published(new byte[] {1}), Window.ALWAYS, limits, SUMMER, TIME_TO_LIVE, 0, true, 500);
    }

    static Limits total(long total) {
        return new Limits(total, 0, 0, 0, Overage.STRICT, 0);
    }

    static Limits perCustomer(int places) {
        return new Limits(0, places, 0, 0, Overage.STRICT, 0);
    }

    static Limits perDay(long places) {
        return new Limits(0, 0, places, 0, Overage.STRICT, 0);
    }

    static Limits budget(long minor) {
        return new Limits(0, 0, 0, minor, Overage.STRICT, 0);
    }

    static Limits total(long total, Overage overage, long grace) {
        return new Limits(total, 0, 0, 0, overage, grace);
    }
}
