package dev.giveback.feedback.planner;

import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.platform.rules.Variable;
import dev.giveback.platform.rules.VariableType;

/** The variables of a trigger's condition. */
enum OccasionVariable implements Variable<KnownOccasion> {
    AMOUNT_MINOR("occasion.amount_minor", VariableType.WHOLE_NUMBER),
    CATEGORIES("occasion.categories", VariableType.TEXTS),
    CAMPAIGNS("occasion.campaigns", VariableType.TEXTS),
    PRODUCTS("occasion.products", VariableType.TEXTS),
    TIER("occasion.tier", VariableType.TEXT),
    ORDER_COUNT("occasion.order_count", VariableType.WHOLE_NUMBER),
    POINTS("occasion.points", VariableType.WHOLE_NUMBER),
    MEMBER("occasion.member", VariableType.TRUTH);

    private final String qualifiedName;
    private final VariableType type;

    OccasionVariable(String qualifiedName, VariableType type) {
        this.qualifiedName = qualifiedName;
        this.type = type;
    }

    @Override
    public String qualifiedName() {
        return qualifiedName;
    }

    @Override
    public VariableType type() {
        return type;
    }

    @Override
    public Object valueIn(KnownOccasion known) {
        return switch (this) {
            case AMOUNT_MINOR -> known.occasion().order().totalMinor();
            case CATEGORIES -> known.occasion().order().categories();
            case CAMPAIGNS -> known.occasion().order().campaigns();
            case PRODUCTS -> known.products();
            case TIER -> known.occasion().order().tierId();
            case ORDER_COUNT -> known.orderCount();
            case POINTS -> known.points();
            case MEMBER -> known.isMember();
        };
    }
}
