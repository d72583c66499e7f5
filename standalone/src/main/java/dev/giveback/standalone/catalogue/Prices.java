package dev.giveback.standalone.catalogue;

import com.google.type.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Prices as they are typed or written in files. */
public final class Prices {
    /** No price is higher. */
    public static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000_000L);

    private Prices() {}

    /** An amount, rounded half up to the currency's smallest unit. */
    public static Money money(BigDecimal amount, String currencyCode) {
        BigDecimal rounded = amount.setScale(decimals(currencyCode), RoundingMode.HALF_UP);
        BigDecimal units = rounded.setScale(0, RoundingMode.DOWN);
        return Money.newBuilder()
                .setCurrencyCode(currencyCode)
                .setUnits(units.longValueExact())
                .setNanos(rounded.subtract(units).movePointRight(9).intValueExact())
                .build();
    }

    private static int decimals(String currencyCode) {
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(currencyCode))
                .mapToInt(currency -> Math.max(0, currency.getDefaultFractionDigits()))
                .findFirst()
                .orElse(2);
    }
}
