package dev.giveback.coupon.rules;

import dev.giveback.coupon.domain.Purchase;
import dev.giveback.platform.rules.Variable;
import dev.giveback.platform.rules.VariableType;
import java.time.ZoneOffset;

/** The variables of a surprise's condition: names, types and meaning are those of an earning bonus. */
enum PurchaseVariable implements Variable<Purchase.Facts> {
    ORDER_TOTAL("order.total", VariableType.WHOLE_NUMBER),
    ORDER_QUANTITY("order.quantity", VariableType.WHOLE_NUMBER),
    ORDER_LINE_COUNT("order.line_count", VariableType.WHOLE_NUMBER),
    ORDER_LOCAL_TIME("order.local_time", VariableType.TIME),
    ORDER_WEEKDAY("order.weekday", VariableType.WHOLE_NUMBER),
    ORDER_HOUR("order.hour", VariableType.WHOLE_NUMBER),
    CUSTOMER_TIER("customer.tier", VariableType.TEXT),
    CUSTOMER_MEMBER("customer.member", VariableType.TRUTH),
    CUSTOMER_ORDER_COUNT("customer.order_count", VariableType.WHOLE_NUMBER),
    CUSTOMER_POINTS("customer.points", VariableType.WHOLE_NUMBER);

    private final String qualifiedName;
    private final VariableType type;

    PurchaseVariable(String qualifiedName, VariableType type) {
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
    public Object valueIn(Purchase.Facts facts) {
        return switch (this) {
            case ORDER_TOTAL -> facts.total();
            case ORDER_QUANTITY -> facts.quantity();
            case ORDER_LINE_COUNT -> facts.lineCount();
            case ORDER_LOCAL_TIME -> facts.localTime().toInstant(ZoneOffset.UTC);
            case ORDER_WEEKDAY -> (long) facts.localTime().getDayOfWeek().getValue();
            case ORDER_HOUR -> (long) facts.localTime().getHour();
            case CUSTOMER_TIER -> facts.tier();
            case CUSTOMER_MEMBER -> facts.member();
            case CUSTOMER_ORDER_COUNT -> facts.orderCount();
            case CUSTOMER_POINTS -> facts.points();
        };
    }
}
