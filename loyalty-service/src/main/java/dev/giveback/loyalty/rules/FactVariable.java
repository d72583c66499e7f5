package dev.giveback.loyalty.rules;

import static java.util.Objects.requireNonNull;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.giveback.loyalty.domain.Facts;
import dev.giveback.loyalty.domain.Facts.LineFacts;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a condition, each with its type and where its value comes from.
 *
 * <p>They are declared by their whole dotted name. So a field that does not exist is an error of the compiler, `order` alone means
 * nothing, and an evaluation looks up one name where nested objects would need two steps and a map.
 */
enum FactVariable {
    ORDER_TOTAL("order.total", SimpleType.INT),
    ORDER_QUANTITY("order.quantity", SimpleType.INT),
    ORDER_LINE_COUNT("order.line_count", SimpleType.INT),
    ORDER_LOCAL_TIME("order.local_time", SimpleType.TIMESTAMP),
    ORDER_WEEKDAY("order.weekday", SimpleType.INT),
    ORDER_HOUR("order.hour", SimpleType.INT),
    CUSTOMER_TIER("customer.tier", SimpleType.STRING),
    CUSTOMER_MEMBER("customer.member", SimpleType.BOOL),
    CUSTOMER_ORDER_COUNT("customer.order_count", SimpleType.INT),
    CUSTOMER_POINTS("customer.points", SimpleType.INT),
    LINE_PRODUCT("line.product", SimpleType.STRING),
    LINE_CATEGORY("line.category", SimpleType.STRING),
    LINE_QUANTITY("line.quantity", SimpleType.INT),
    LINE_AMOUNT("line.amount", SimpleType.INT);

    private static final Map<String, FactVariable> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(FactVariable::qualifiedName, Function.identity()));

    private final String qualifiedName;
    private final CelType type;

    FactVariable(String qualifiedName, CelType type) {
        this.qualifiedName = qualifiedName;
        this.type = type;
    }

    String qualifiedName() {
        return qualifiedName;
    }

    CelType type() {
        return type;
    }

    /** Whether it has a value for one line only. */
    boolean ofLine() {
        return qualifiedName.startsWith("line.");
    }

    /** The value of the variable of this name; empty when there is no such variable. */
    static Optional<Object> find(String qualifiedName, Facts facts) {
        @Nullable FactVariable variable = BY_NAME.get(qualifiedName);
        return variable == null ? Optional.empty() : Optional.of(variable.valueIn(facts));
    }

    private Object valueIn(Facts facts) {
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
