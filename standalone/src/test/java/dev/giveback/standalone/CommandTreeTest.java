package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every command has, whichever it is: whoever adds one finds out here what it lacks. */
final class CommandTreeTest {
    static Stream<String> everyCommand() {
        return all(GivebackCommand.commandLine().getCommandSpec()).stream().map(CommandSpec::qualifiedName);
    }

    private static List<CommandSpec> all(CommandSpec from) {
        List<CommandSpec> all = new ArrayList<>();
        all.add(from);
        Set<CommandLine> seen = new HashSet<>();
        from.subcommands().values().stream()
                .filter(seen::add)
                .forEach(below -> all.addAll(all(below.getCommandSpec())));
        return all;
    }

    private static CommandSpec spec(String name) {
        CommandLine at = GivebackCommand.commandLine();
        for (String word : Splitter.on(' ').split(name)) {
            at = word.equals("giveback")
                    ? at
                    : Objects.requireNonNull(at.getSubcommands().get(word));
        }
        return at.getCommandSpec();
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void helpTeachesWithAnExampleAndFitsATerminal(String name) {
        String help = spec(name).commandLine().getUsageMessage();
        assertThat(spec(name).usageMessage().description()).isNotEmpty();
        assertThat(help).containsPattern("Examples?:|A first tour").contains("  giveback ", "--help", "--debug");
        assertThat(help).containsOnlyOnce(GivebackCommand.EXIT_CODES);
        assertThat(help.lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void eachOptionAndParameterSaysWhatItIs(String name) {
        assertThat(spec(name).options()).allSatisfy(option -> {
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
            assertThat(option.longestName()).matches("--[a-z][a-z-]*");
        });
        assertThat(spec(name).positionalParameters())
                .allSatisfy(each ->
                        assertThat(each.description()).as(each.paramLabel()).isNotEmpty());
    }

    @Test
    void whatIsCalledAlikeIsTheSameEverywhere() {
        assertThat(described("--output")).hasSize(1);
        assertThat(described("--key-file")).hasSize(1);
        assertThat(described("--target")).hasSize(1);
        assertThat(described("--request-id")).hasSize(1);
    }

    /** A secret in an argument would stand in the list of processes and in the shell's history. */
    @Test
    void noSecretIsAnArgument() {
        assertThat(all(GivebackCommand.commandLine().getCommandSpec()).stream()
                        .flatMap(spec -> spec.options().stream())
                        .map(OptionSpec::longestName))
                .doesNotContain("--key", "--secret", "--password", "--token");
    }

    private static Set<String> described(String option) {
        Set<String> descriptions = new HashSet<>();
        for (CommandSpec spec : all(GivebackCommand.commandLine().getCommandSpec())) {
            if (spec.findOption(option) != null) {
                descriptions.add(String.join(" ", spec.findOption(option).description()));
            }
        }
        return descriptions;
    }
}
