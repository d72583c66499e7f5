package dev.giveback.torture.fuzz;

import dev.giveback.coupon.rules.SurpriseConditions;
import dev.giveback.loyalty.domain.Condition;
import dev.giveback.loyalty.domain.Facts;
import dev.giveback.loyalty.rules.ConditionCompiler;
import dev.giveback.platform.rules.Compilation;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;

/** Conditions in CEL, of orders, of lines and of surprises: they are compiled, and what can be compiled is asked. */
final class ConditionTarget implements Target {
    private static final List<String> PARTS = List.of(
            "order.total",
            "order.quantity",
            "order.local_time",
            "order.weekday",
            "customer.tier",
            "customer.member",
            "customer.points",
            "line.product",
            "line.category",
            "line.amount",
            "purchase.total",
            "9223372036854775807",
            "-9223372036854775808",
            "0",
            "1u",
            "1.5",
            "1e309",
            "\"tea\"",
            "'\\u0000'",
            "r\"\\d\"",
            "b\"x\"",
            "null",
            "true",
            "[1, 2]",
            "{\"a\": 1}",
            "timestamp(\"2026-11-28T00:00:00Z\")",
            "timestamp(order.total)",
            "size(line.product)",
            "line.product.contains(\"a\")",
            "order.local_time.getHours()",
            "order.local_time.getHours(\"Europe/London\")",
            "order.local_time.getMonth(customer.tier)");
    private static final List<String> OPERATORS = List.of(
            " && ", " || ", " == ", " != ", " < ", " >= ", " + ", " - ", " * ", " / ", " % ", " in ", " ? ", " : ");

    private static final Facts ORDER = new Facts(
            new Facts.OrderFacts(Long.MAX_VALUE, 0, 1, LocalDateTime.of(9999, 12, 31, 23, 59)),
            new Facts.CustomerFacts("", false, 0, Long.MIN_VALUE),
            null);
    private static final Facts LINE = new Facts(
                    new Facts.OrderFacts(100, 2, 1, LocalDateTime.of(2026, 11, 28, 1, 30)),
                    new Facts.CustomerFacts("gold", true, 3, 10),
                    null)
            .of(new Facts.LineFacts("p1", "tea", 2, 100));

    private final ConditionCompiler compiler = new ConditionCompiler(() -> {});
    private final SurpriseConditions surprises = new SurpriseConditions(() -> {});

    @Override
    public String name() {
        return "conditions";
    }

    @Override
    public byte[] sample(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(20) == 0 ? 60 : 1 + random.nextInt(4);
        for (int part = 0; part < parts; part++) {
            String operator = part == 0 ? "" : OPERATORS.get(random.nextInt(OPERATORS.size()));
            String one = PARTS.get(random.nextInt(PARTS.size()));
            int deep = random.nextInt(10) == 0 ? random.nextInt(80) : random.nextInt(2);
            text.append(operator).append("!".repeat(random.nextInt(2)));
            text.append("(".repeat(deep)).append(one).append(")".repeat(deep));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void read(byte[] input) {
        String expression = new String(input, StandardCharsets.UTF_8);
        ask(compiler.ofOrder(expression), ORDER);
        ask(compiler.ofLine(expression), LINE);
        var unused = surprises.errors(expression);
    }

    private static void ask(Compilation<Condition> compilation, Facts facts) {
        if (compilation instanceof Compilation.Compiled<Condition> compiled) {
            var unused = compiled.condition().holds(facts);
        }
    }
}
