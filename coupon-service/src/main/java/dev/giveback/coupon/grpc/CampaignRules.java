package dev.giveback.coupon.grpc;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.coupon.code.CodeFormat;
import dev.giveback.coupon.code.CodeReading;
import dev.giveback.coupon.code.CodeText;
import dev.giveback.coupon.code.FormatReading;
import dev.giveback.coupon.code.FormatRefusal;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.directory.CodeRegistry;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignWindow;
import dev.giveback.coupon.v1.OveragePolicy;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.DiscountScope;
import dev.giveback.platform.contract.MoneyMapper;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;

/** The rules over several fields of a campaign that is saved. Those of its terms are loyalty-service's, which is asked. */
final class CampaignRules {
    private static final int MIN_CODE = 3;
    private static final int MAX_CODE = 32;
    private static final int MIN_PREFIX = 2;

    private CampaignRules() {}

    /**
     * What a campaign says.
     *
     * @throws io.grpc.StatusRuntimeException naming the first field that breaks a rule
     */
    static Definition check(Campaign campaign, ProgramFacts facts) {
        checkWindow(campaign.getWindow());
        checkAccess(campaign);
        CampaignLimits limits = campaign.getLimits();
        if ((limits.getOverage() == OveragePolicy.OVERAGE_POLICY_GRACE) != (limits.getGrace() > 0)) {
            throw Checks.refused("campaign.limits.grace", "must be set with the policy GRACE, and only then");
        }
        long budget = budget(limits, facts.currency());
        OptionalLong mostCost = mostCost(campaign.getTerms(), facts.currency());
        if (budget > 0 && mostCost.isEmpty()) {
            throw Checks.refused(
                    "campaign.limits.budget",
                    "needs terms that state the most that a coupon costs: a maximum_discount");
        }
        if (campaign.hasSurprise() && limits.getTotal() == 0 && budget == 0) {
            throw Checks.refused(
                    "campaign.limits", "must hold a total or a budget, because the surprise is given by chance");
        }
        return Definitions.of(campaign, mostCost.orElse(0), budget);
    }

    private static void checkWindow(CampaignWindow window) {
        boolean isOrdered = !window.hasStartTime()
                || !window.hasEndTime()
                || Timestamps.compare(window.getStartTime(), window.getEndTime()) < 0;
        if (!isOrdered) {
            throw Checks.refused("campaign.window.end_time", "must be after start_time");
        }
    }

    private static void checkAccess(Campaign campaign) {
        if (campaign.hasPublicCode()) {
            CodeReading reading = CodeText.normalise(campaign.getPublicCode().getCode());
            int length = reading instanceof CodeText text ? text.value().length() : 0;
            if (length < MIN_CODE || length > MAX_CODE) {
                throw Checks.refused(
                        "campaign.public_code.code", "must have 3 to 32 letters and digits after normalising");
            }
        }
        if (campaign.hasUniqueCodes()) {
            checkCodes(campaign.getUniqueCodes(), campaign.getLimits());
        }
    }

    private static void checkCodes(UniqueCodes codes, CampaignLimits limits) {
        FormatReading format = CodeFormat.create(codes.getPattern(), Math.toIntExact(codes.getCapacity()));
        if (format instanceof FormatRefusal refusal) {
            throw Checks.refused("campaign.unique_codes.pattern", refusal.detail());
        }
        if (CodeRegistry.Entry.prefix(codes.getPattern()).length() < MIN_PREFIX) {
            throw Checks.refused(
                    "campaign.unique_codes.pattern", "must have 2 letters or digits or more before the first #");
        }
        if (limits.getTotal() > codes.getCapacity()) {
            throw Checks.refused("campaign.unique_codes.capacity", "must be at least limits.total");
        }
    }

    /** The code or prefix that the campaign must have for itself. */
    static Optional<CodeRegistry.Entry> entry(Campaign campaign, String program) {
        return CodeRegistry.Entry.of(program, campaign);
    }

    private static long budget(CampaignLimits limits, Currency currency) {
        if (!limits.hasBudget()) {
            return 0;
        }
        String problem = MoneyMapper.problem(limits.getBudget(), currency);
        if (problem != null) {
            throw Checks.refused("campaign.limits.budget", problem);
        }
        long minor = MoneyMapper.toMinor(limits.getBudget(), currency);
        if (minor < 0) {
            throw Checks.refused("campaign.limits.budget", "must be zero or more");
        }
        return minor;
    }

    /** The most that a coupon of these terms can cost; nothing when they do not say, or it costs no money. */
    private static OptionalLong mostCost(CouponTerms terms, Currency currency) {
        OptionalLong maximum = terms.hasMaximumDiscount()
                ? minor(terms.getMaximumDiscount(), currency, "campaign.terms.maximum_discount")
                : OptionalLong.empty();
        boolean isOnce = terms.hasAmountOff()
                && (terms.getAmountOff().getScope() == DiscountScope.DISCOUNT_SCOPE_ORDER
                        || terms.getAmountOff().getScope() == DiscountScope.DISCOUNT_SCOPE_UNSPECIFIED);
        if (!isOnce) {
            return maximum;
        }
        long amount = minor(terms.getAmountOff().getAmount(), currency, "campaign.terms.amount_off.amount")
                .getAsLong();
        return OptionalLong.of(Math.min(amount, maximum.orElse(Long.MAX_VALUE)));
    }

    private static OptionalLong minor(Money money, Currency currency, String field) {
        String problem = MoneyMapper.problem(money, currency);
        if (problem != null) {
            throw Checks.refused(field, problem);
        }
        long minor = MoneyMapper.toMinor(money, currency);
        if (minor < 1) {
            throw Checks.refused(field, "must be more than zero");
        }
        return OptionalLong.of(minor);
    }
}
