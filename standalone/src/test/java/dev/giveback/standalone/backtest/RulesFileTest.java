package dev.giveback.standalone.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.TierMetric;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules files: what is read, and what is refused with its line. */
final class RulesFileTest {
    @TempDir
    private Path folder;

    private RulesFile read(String text) throws IOException {
        Path file = folder.resolve("rules.yaml");
        Files.writeString(file, text);
        return RulesFile.read(file, "programs/online-retail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"as-it-is", "double-points-weekends", "platinum-tier"})
    void theShippedExamplesAreRead(String name) {
        Program program = RulesFile.read(Path.of("../examples/rules/" + name + ".yaml"), "programs/online-retail")
                .program();

        assertThat(program.getName()).isEqualTo("programs/online-retail");
        assertThat(program.getTiers().getMetric()).isEqualTo(TierMetric.TIER_METRIC_POINTS);
        assertThat(program.getEarning().getRate().getPer().getUnits()).isEqualTo(1);
        assertThat(program.getDisplayName()).isNotEmpty();
    }

    @Test
    void jsonIsReadTooAndMayNameFieldsInItsOwnWay() throws IOException {
        Program program = read("{\"displayName\": \"\\u00e4 'quoted' one\", \"currency_code\": \"GBP\","
                        + " \"holdTimeToLive\": \"900s\", \"backdatingDays\": 3}")
                .program();

        assertThat(program.getDisplayName()).isEqualTo("ä 'quoted' one");
        assertThat(program.getHoldTimeToLive().getSeconds()).isEqualTo(900);
        assertThat(program.getBackdatingDays()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            currency_code: GBP\\nearnings: {}           | rules.yaml:2: there is no field 'earnings' in a program (expected: name,
            earning:\\n  rate:\\n    point: 1            | rules.yaml:3: there is no field 'point' in earning.rate
            lots:\\n  expiry_days: soon                 | rules.yaml:2: lots.expiry_days: 'soon' must be a whole number
            lots:\\n  expiry_days: 1.5                  | rules.yaml:2: lots.expiry_days: '1.5' must be a whole number
            tiers:\\n  metric: POINTS                   | rules.yaml:2: tiers.metric: 'POINTS' must be one of
            earning:\\n  multipliers: twice             | rules.yaml:2: earning.multipliers must be a list
            earning: 5                                  | rules.yaml:1: earning must have fields
            time_zone: A\\n\\ntime_zone: B               | rules.yaml:3: time_zone stands here a second time
            time_zone: [A                               | rules.yaml:1:
            time_zone: {a: b}                           | rules.yaml:1: time_zone must be a single value
            '#'                                         | rules.yaml: is empty
            """)
    void whatIsWrongIsNamedWithItsLine(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> RulesFile.read(folder.resolve("none.yaml"), "programs/p"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aFieldIsFoundAgainByItsPath() throws IOException {
        RulesFile file = read("earning:\n  multipliers:\n    - rule_id: a\n      percent: 200\n");

        assertThat(file.placeOf("earning.multipliers[0].percent")).endsWith("rules.yaml:4");
        assertThat(file.placeOf("earning.multipliers[0].condition")).endsWith("rules.yaml:3");
        assertThat(file.placeOf("time_zone")).endsWith("rules.yaml");
    }
}
