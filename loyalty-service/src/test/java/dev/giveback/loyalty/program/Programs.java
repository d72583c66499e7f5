package dev.giveback.loyalty.program;

import com.google.type.Money;
import dev.giveback.loyalty.rules.ConditionCompiler;
import dev.giveback.loyalty.v1.EarningMultiplier;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.Program;

/** Programs for tests. */
final class Programs {
    private Programs() {}

    /** One point a pound, in London. */
    static Program shop() {
        return Program.newBuilder()
                .setName("programs/shop")
                .setCurrencyCode("GBP")
                .setTimeZone("Europe/London")
                .setEarning(EarningPolicy.newBuilder()
                        .setRate(EarningRate.newBuilder()
                                .setPoints(1)
                                .setPer(Money.newBuilder()
                                        .setCurrencyCode("GBP")
                                        .setUnits(1))))
                .build();
    }

    static Program named(String id) {
        return shop().toBuilder().setName("programs/" + id).build();
    }

    static Program version(int version) {
        return shop().toBuilder().setVersion(version).setBackdatingDays(version).build();
    }

    static Program withCondition(Program program, String condition) {
        Program.Builder builder = program.toBuilder();
        builder.getEarningBuilder()
                .addMultipliers(EarningMultiplier.newBuilder()
                        .setRuleId("rule")
                        .setPercent(200)
                        .setCondition(condition));
        return builder.build();
    }

    static ProgramMapper mapper() {
        return new ProgramMapper(new ConditionCompiler(() -> {}));
    }
}
