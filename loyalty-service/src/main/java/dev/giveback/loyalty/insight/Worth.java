package dev.giveback.loyalty.insight;

import com.google.type.Money;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import dev.giveback.platform.contract.MoneyMapper;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What points are worth in a program, and how its money is told. */
record Worth(Currency currency, @Nullable RedemptionRules redemption) {
    static Worth of(Program program) {
        return new Worth(program.currency(), program.redemption());
    }

    Money money(long minor) {
        return MoneyMapper.toMoney(minor, currency);
    }

    /** The value of points, rounded down, nothing below zero; null when they cannot be redeemed. */
    @Nullable
    Money ofPoints(long points) {
        return redemption == null ? null : money(redemption.worth(Math.max(0, points)));
    }
}
