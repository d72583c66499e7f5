package dev.giveback.coupon.rules.planted;

import com.google.type.Money;

/** A planted violation: the rules know the domain and the platform's compiler alone. */
final class KnowsTheContract {
    private KnowsTheContract() {}

    static String currencyOf(Money money) {
        return money.getCurrencyCode();
    }
}
