package dev.giveback.loyalty.rules;

import static java.util.Objects.requireNonNull;

import dev.giveback.loyalty.domain.Facts;
import dev.giveback.loyalty.domain.Facts.LineFacts;
import dev.giveback.platform.rules.Variable;
import dev.giveback.platform.rules.VariableType;
import java.time.ZoneOffset;

/** The variables of a condition, each with its type and where its value comes from. */
enum FactVariable implements Variable<Facts> {
    ORDER_TOTAL("order.total", VariableType.WHOLE_NUMBER),
    ORDER_QUANTITY("order.quantity", VariableType.WHOLE_NUMBER),
    ORDER_LINE_COUNT("order.line_count", VariableType.WHOLE_NUMBER),
    ORDER_LOCAL_TIME("order.local_time", VariableType.TIME),
    ORDER_WEEKDAY("order.weekday", VariableType.WHOLE_NUMBER),
    ORDER_HOUR("order.hour", VariableType.WHOLE_NUMBER),
    CUSTOMER_TIER("customer.tier", VariableType.TEXT),
    CUSTOMER_MEMBER("customer.member", VariableType.TRUTH),
    CUSTOMER_ORDER_COUNT("customer.order_count", VariableType.WHOLE_NUMBER),
    CUSTOMER_POINTS("customer.points", VariableType.WHOLE_NUMBER),
    LINE_PRODUCT("line.product", VariableType.TEXT),
    LINE_CATEGORY("line.category", VariableType.TEXT),
    LINE_QUANTITY("line.quantity", VariableType.WHOLE_NUMBER),
    LINE_AMOUNT("line.amount", VariableType.WHOLE_NUMBER);

    private final String qualifiedName;
    private final VariableType type;

    FactVariable(String qualifiedName, VariableType type) {
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

    /** Whether it has a value for one line only. */
    boolean ofLine() {
        return qualifiedName.startsWith("line.");
    }

    @Override
    public Object valueIn(Facts facts) {
        return switch (this) {
            case ORDER_TOTAL -> facts.order().total();
            case ORDER_QUANTITY -> facts.order().quantity();
            case ORDER_LINE_COUNT -> facts.order().lineCount();
            case ORDER_LOCAL_TIME -> facts.order().localTime().toInstant(ZoneOffset.UTC);
            case ORDER_WEEKDAY ->
                (long) facts.order().localTime().getDayOfWeek().getValue();
            case ORDER_HOUR -> (long) facts.order().localTime().getHour();
            case CUSTOMER_TIER -> facts.customer().tier();
            case CUSTOMER_MEMBER -> facts.customer().member();
            case CUSTOMER_ORDER_COUNT -> facts.customer().orderCount();
            case CUSTOMER_POINTS -> facts.customer().points();
            case LINE_PRODUCT -> line(facts).product();
            case LINE_CATEGORY -> line(facts).category();
            case LINE_QUANTITY -> line(facts).quantity();
            case LINE_AMOUNT -> line(facts).amount();
        };
    }

    private static LineFacts line(Facts facts) {
        return requireNonNull(facts.line(), "line: null (expected: a line, because the condition is about one)");
    }
}
