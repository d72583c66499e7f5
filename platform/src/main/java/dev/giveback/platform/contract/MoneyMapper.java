package dev.giveback.platform.contract;

import com.google.type.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * {@code google.type.Money} to and from minor units, pennies say, by the currency's own number of decimals; always exact.
 *
 * <p>{@link #problem} and {@link #toMinor} are two calls, so that a correct amount costs no allocation on a hot path.
 */
public final class MoneyMapper {
    private static final int NANO_DIGITS = 9;
    private static final long NANOS_PER_UNIT = 1_000_000_000L;

    private MoneyMapper() {}

    /** Whether amounts of this currency can be counted in minor units; gold and the test currency cannot. */
    public static boolean hasMinorUnits(Currency currency) {
        return currency.getDefaultFractionDigits() >= 0;
    }

    /**
     * Why an amount cannot be counted in this currency's minor units: a sentence for the caller, or null when it can.
     *
     * @param currency one that {@link #hasMinorUnits}
     */
    public static @Nullable String problem(Money money, Currency currency) {
        if (!money.getCurrencyCode().equals(currency.getCurrencyCode())) {
            return "currency_code must be " + currency.getCurrencyCode();
        }
        long nanos = money.getNanos();
        if (Math.abs(nanos) >= NANOS_PER_UNIT) {
            return "nanos must be between -999,999,999 and 999,999,999";
        }
        if (nanos != 0 && money.getUnits() != 0 && (nanos < 0) != (money.getUnits() < 0)) {
            return "units and nanos must have the same sign";
        }
        int digits = currency.getDefaultFractionDigits();
        if (nanos % powerOfTen(NANO_DIGITS - digits) != 0) {
            return currency.getCurrencyCode() + " has " + digits + " decimals; nanos must be a whole number of them";
        }
        return fits(money.getUnits(), powerOfTen(digits)) ? null : "units are too large";
    }

    /**
     * The amount in minor units.
     *
     * @throws IllegalArgumentException if there is a {@link #problem}
     */
    public static long toMinor(Money money, Currency currency) {
        @Nullable String problem = problem(money, currency);
        if (problem != null) {
            throw new IllegalArgumentException("money: " + problem);
        }
        int digits = currency.getDefaultFractionDigits();
        return money.getUnits() * powerOfTen(digits) + money.getNanos() / powerOfTen(NANO_DIGITS - digits);
    }

    /** Minor units as money. */
    public static Money toMoney(long minor, Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        long perUnit = powerOfTen(digits);
        return Money.newBuilder()
                .setCurrencyCode(currency.getCurrencyCode())
                .setUnits(minor / perUnit)
                .setNanos(Math.toIntExact(minor % perUnit * powerOfTen(NANO_DIGITS - digits)))
                .build();
    }

    /** One unit is left free at either end, so that the nanos cannot overflow what the units just fit in. */
    private static boolean fits(long units, long minorPerUnit) {
        long limit = Long.MAX_VALUE / minorPerUnit - 1;
        return units <= limit && units >= -limit;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
