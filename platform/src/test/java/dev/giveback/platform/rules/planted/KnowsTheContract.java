package dev.giveback.platform.rules.planted;

import com.google.type.Money;

/** A planted violation: conditions know their facts and CEL alone. */
public final class KnowsTheContract {
    private KnowsTheContract() {}

    /** The violation itself. */
    public static String currencyOf(Money money) {
        return money.getCurrencyCode();
    }
}
