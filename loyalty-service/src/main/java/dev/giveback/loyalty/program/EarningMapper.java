package dev.giveback.loyalty.program;

import dev.giveback.loyalty.domain.Condition;
import dev.giveback.loyalty.domain.EarningRules;
import dev.giveback.loyalty.domain.EarningRules.Activity;
import dev.giveback.loyalty.domain.EarningRules.Bonus;
import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import dev.giveback.loyalty.domain.EarningRules.Rate;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import dev.giveback.loyalty.domain.Limits;
import dev.giveback.loyalty.domain.Period;
import dev.giveback.loyalty.rules.ConditionCompiler;
import dev.giveback.loyalty.v1.ActivityRule;
import dev.giveback.loyalty.v1.CalendarPeriod;
import dev.giveback.loyalty.v1.EarningBonus;
import dev.giveback.loyalty.v1.EarningMultiplier;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.MultiplierStacking;
import dev.giveback.platform.contract.MoneyMapper;
import dev.giveback.platform.rules.Compilation;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps the part of a program that says how points are earned, for one program. */
final class EarningMapper {
    private static final String PATH = "program.earning";

    private final ConditionCompiler conditions;
    private final @Nullable Currency currency;
    private final FieldErrors errors;

    /**
     * A mapper for one program.
     *
     * @param currency null if it is not known: amounts are not checked then
     */
    EarningMapper(ConditionCompiler conditions, @Nullable Currency currency, FieldErrors errors) {
        this.conditions = conditions;
        this.currency = currency;
        this.errors = errors;
    }

    /** The rules; null if there is an error in them. */
    @Nullable
    EarningRules map(EarningPolicy policy) {
        @Nullable Rate rate = policy.hasRate() ? rate(policy.getRate()) : null;
        FieldErrors.Unique ruleIds = errors.unique("rule id");
        List<Multiplier> multipliers = multipliers(policy.getMultipliersList(), ruleIds);
        List<Bonus> bonuses = bonuses(policy.getBonusesList(), ruleIds);
        @Nullable Stacking stacking = stacking(policy.getStacking());
        @Nullable
        Period period = period(
                PATH + ".period", policy.getPeriod(), policy.getMaxPointsPerPeriod() > 0, "max_points_per_period");
        List<Activity> activities = activities(policy.getActivitiesList());
        return stacking == null || !errors.isEmpty()
                ? null
                : new EarningRules(
                        rate,
                        multipliers,
                        stacking,
                        bonuses,
                        policy.getMaxPointsPerOrder(),
                        policy.getMaxPointsPerPeriod(),
                        period,
                        activities);
    }

    private @Nullable Rate rate(EarningRate rate) {
        if (currency == null) {
            return null;
        }
        String path = PATH + ".rate.per";
        @Nullable String problem = MoneyMapper.problem(rate.getPer(), currency);
        if (problem != null) {
            errors.add(path, problem);
            return null;
        }
        long per = MoneyMapper.toMinor(rate.getPer(), currency);
        if (per < 1 || per > Limits.MAX_AMOUNT) {
            errors.add(path, "must be 1 to " + Limits.MAX_AMOUNT + " minor units");
            return null;
        }
        return new Rate(rate.getPoints(), per);
    }

    private List<Multiplier> multipliers(List<EarningMultiplier> rules, FieldErrors.Unique ruleIds) {
        List<Multiplier> multipliers = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            EarningMultiplier rule = rules.get(i);
            String path = PATH + ".multipliers[" + i + "]";
            ruleIds.add(path + ".rule_id", rule.getRuleId());
            Condition condition = condition(path, conditions.ofLine(rule.getCondition()));
            multipliers.add(new Multiplier(rule.getRuleId(), condition, rule.getPercent()));
        }
        return multipliers;
    }

    private List<Bonus> bonuses(List<EarningBonus> rules, FieldErrors.Unique ruleIds) {
        List<Bonus> bonuses = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            EarningBonus rule = rules.get(i);
            String path = PATH + ".bonuses[" + i + "]";
            ruleIds.add(path + ".rule_id", rule.getRuleId());
            Condition condition = condition(path, conditions.ofOrder(rule.getCondition()));
            bonuses.add(new Bonus(rule.getRuleId(), condition, rule.getPoints()));
        }
        return bonuses;
    }

    private List<Activity> activities(List<ActivityRule> rules) {
        FieldErrors.Unique names = errors.unique("activity");
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            ActivityRule rule = rules.get(i);
            String path = PATH + ".activities[" + i + "]";
            names.add(path + ".activity", rule.getActivity());
            int limit = rule.getMaxTimesPerPeriod();
            @Nullable Period period = period(path + ".period", rule.getPeriod(), limit > 0, "max_times_per_period");
            if (limit == 0 || period != null) {
                activities.add(new Activity(rule.getActivity(), rule.getPoints(), limit, period));
            }
        }
        return activities;
    }

    /** A condition that is broken is reported and then stands in as one that always holds; no rules are made of it. */
    private Condition condition(String path, Compilation<Condition> compilation) {
        return switch (compilation) {
            case Compilation.Compiled<Condition> compiled -> compiled.condition();
            case Compilation.Broken<Condition> broken -> {
                broken.errors().forEach(error -> errors.add(path + ".condition", error.toString()));
                yield Condition.ALWAYS;
            }
        };
    }

    private @Nullable Stacking stacking(MultiplierStacking stacking) {
        return switch (stacking) {
            case MULTIPLIER_STACKING_UNSPECIFIED, MULTIPLIER_STACKING_HIGHEST -> Stacking.HIGHEST;
            case MULTIPLIER_STACKING_FIRST -> Stacking.FIRST;
            case MULTIPLIER_STACKING_ADD -> Stacking.ADD;
            case UNRECOGNIZED -> {
                errors.add(PATH + ".stacking", "is not a value that this version knows");
                yield null;
            }
        };
    }

    /** A period without a limit is an error too: most likely the limit was forgotten. */
    private @Nullable Period period(String path, CalendarPeriod period, boolean limited, String limit) {
        @Nullable
        Period mapped = switch (period) {
            case CALENDAR_PERIOD_DAY -> Period.DAY;
            case CALENDAR_PERIOD_WEEK -> Period.WEEK;
            case CALENDAR_PERIOD_MONTH -> Period.MONTH;
            case CALENDAR_PERIOD_YEAR -> Period.YEAR;
            case CALENDAR_PERIOD_UNSPECIFIED, UNRECOGNIZED -> null;
        };
        if (limited && mapped == null) {
            errors.add(path, "is required, because there is a " + limit);
        }
        if (!limited && mapped != null) {
            errors.add(path, "must be unset, because there is no " + limit);
        }
        return mapped;
    }
}
