package dev.giveback.loyalty.program;

import dev.giveback.loyalty.domain.EarningRules;
import dev.giveback.loyalty.domain.Limits;
import dev.giveback.loyalty.domain.LotRules;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.RefundRules;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import dev.giveback.loyalty.rules.ConditionCompiler;
import dev.giveback.loyalty.v1.LotPolicy;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.loyalty.v1.RefundPolicy;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the domain's rules of a published program and finds every mistake that the contract's own rules cannot see: these must have
 * been checked before. Compiles conditions, so it takes milliseconds: never call it on a thread of the network. Safe for many threads.
 */
public final class ProgramMapper {
    private static final int FULL_PERCENT = 100;
    private static final Duration HOLD_TIME_TO_LIVE = Duration.ofMinutes(15);

    private final ConditionCompiler conditions;

    /** A mapper whose programs' conditions are compiled by this compiler. */
    public ProgramMapper(ConditionCompiler conditions) {
        this.conditions = conditions;
    }

    /** What came of mapping a program. */
    public sealed interface Mapping {
        /** Its rules. */
        record Valid(Program program) implements Mapping {}

        /** Its mistakes: at least one. */
        record Invalid(List<FieldError> errors) implements Mapping {
            public Invalid {
                errors = List.copyOf(errors);
            }
        }
    }

    /** Maps a program; one that is not stored yet, and so has no version, counts as version 1. Paths begin at {@code program}. */
    public Mapping map(dev.giveback.loyalty.v1.Program program) {
        FieldErrors errors = new FieldErrors();
        @Nullable Currency currency = currency(program.getCurrencyCode(), errors);
        @Nullable ZoneId zone = zone(program.getTimeZone(), errors);
        @Nullable EarningRules earning = new EarningMapper(conditions, currency, errors).map(program.getEarning());
        @Nullable TierRules tiers = TierMapper.map(program.getTiers(), errors);
        @Nullable LotRules lots = lots(program.getLots(), errors);
        @Nullable RefundRules refunds = refunds(program.getRefunds(), errors);
        @Nullable
        RedemptionRules redemption = program.hasRedemption() && currency != null
                ? redemption(program.getRedemption(), currency, errors)
                : null;
        if (currency == null
                || zone == null
                || earning == null
                || tiers == null
                || lots == null
                || refunds == null
                || !errors.isEmpty()) {
            return new Mapping.Invalid(errors.list());
        }
        return new Mapping.Valid(new Program(
                ProgramName.idOf(program.getName()),
                Math.max(1, program.getVersion()),
                currency,
                zone,
                earning,
                tiers,
                lots,
                refunds,
                holdTimeToLive(program),
                program.getBackdatingDays(),
                redemption));
    }

    private static @Nullable Currency currency(String code, FieldErrors errors) {
        try {
            Currency currency = Currency.getInstance(code);
            if (MoneyMapper.hasMinorUnits(currency)) {
                return currency;
            }
            errors.add("program.currency_code", "'" + code + "' has no minor units to count in");
        } catch (IllegalArgumentException e) {
            errors.add("program.currency_code", "'" + code + "' is not a currency of ISO 4217");
        }
        return null;
    }

    /** Offsets such as `+02:00` are refused: days of a shop follow its daylight saving. */
    private static @Nullable ZoneId zone(String name, FieldErrors errors) {
        try {
            if (ZoneId.getAvailableZoneIds().contains(name)) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException e) {
            // Its rules cannot be read: as good as unknown.
        }
        errors.add("program.time_zone", "'" + name + "' is not a time zone of the IANA database");
        return null;
    }

    private static @Nullable LotRules lots(LotPolicy lots, FieldErrors errors) {
        if (lots.getExpiryDays() > 0 && lots.getExpiryDays() <= lots.getPendingDays()) {
            errors.add(
                    "program.lots.expiry_days",
                    "must be more than pending_days, or the points expire before they can be spent");
            return null;
        }
        return new LotRules(lots.getPendingDays(), lots.getExpiryDays());
    }

    private static @Nullable RefundRules refunds(RefundPolicy refunds, FieldErrors errors) {
        @Nullable
        Shortfall shortfall = switch (refunds.getShortfall()) {
            case REFUND_SHORTFALL_UNSPECIFIED, REFUND_SHORTFALL_CLAMP -> Shortfall.CLAMP;
            case REFUND_SHORTFALL_ALLOW_NEGATIVE -> Shortfall.ALLOW_NEGATIVE;
            case REFUND_SHORTFALL_REFUSE -> Shortfall.REFUSE;
            case UNRECOGNIZED -> null;
        };
        if (shortfall == null) {
            errors.add("program.refunds.shortfall", "is not a value that this version knows");
            return null;
        }
        return new RefundRules(refunds.getWindowDays(), shortfall, refunds.getRestoreGraceDays());
    }

    private static @Nullable RedemptionRules redemption(
            RedemptionPolicy redemption, Currency currency, FieldErrors errors) {
        String path = "program.redemption.value";
        @Nullable String problem = MoneyMapper.problem(redemption.getValue(), currency);
        if (problem != null) {
            errors.add(path, problem);
            return null;
        }
        long value = MoneyMapper.toMinor(redemption.getValue(), currency);
        if (value < 1 || value > Limits.MAX_AMOUNT) {
            errors.add(path, "must be 1 to " + Limits.MAX_AMOUNT + " minor units");
            return null;
        }
        return new RedemptionRules(
                redemption.getPoints(),
                value,
                redemption.getMinPoints(),
                redemption.getMaxPercent() == 0 ? FULL_PERCENT : redemption.getMaxPercent());
    }

    private static Duration holdTimeToLive(dev.giveback.loyalty.v1.Program program) {
        return program.hasHoldTimeToLive()
                ? Duration.ofSeconds(
                        program.getHoldTimeToLive().getSeconds(),
                        program.getHoldTimeToLive().getNanos())
                : HOLD_TIME_TO_LIVE;
    }
}
