package dev.giveback.standalone;

import com.google.protobuf.MessageOrBuilder;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What commands take that show what a program has: which program, and for whom the output is. */
final class ShowOptions {
    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    String program() {
        return options.program();
    }

    String parent() {
        return options.parent();
    }

    String customer(String id) {
        return options.customer(id);
    }

    String product(String id) {
        return options.product(id);
    }

    String campaign(String id) {
        return options.campaign(id);
    }

    String survey(String id) {
        return options.survey(id);
    }

    String message(String id) {
        return options.message(id);
    }

    String source(String id) {
        return options.source(id);
    }

    String inProgram(String name) {
        return options.inProgram(name);
    }

    OutputOptions output() {
        return output;
    }

    /** Does something through the gateway, and says refusals in words. */
    <T> T ask(Function<GatewayClient, T> question) {
        return options.ask(question);
    }

    /** Asks, and shows the answer as JSON, or in lines for people. */
    <T extends MessageOrBuilder> int show(Function<GatewayClient, T> question, Function<T, List<String>> lines) {
        output.show(options.ask(question), lines);
        return 0;
    }

    /** Ends quietly if a number is within its limits. */
    static void expect(String option, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw Problem.usage(option + ": " + value + " (expected: " + lowest + " to " + highest + ")");
        }
    }
}
