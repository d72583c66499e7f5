package dev.giveback.standalone;

import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which customer a command is about. */
final class CustomerSubject {
    @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
    private String id = "";

    @Option(
            names = "--program",
            paramLabel = "NAME",
            defaultValue = "online-retail",
            description = "The program (default: online-retail).")
    private String program = "";

    String id() {
        return id;
    }

    /** Its resource name. */
    String name() {
        return "programs/" + program + "/customers/" + id;
    }

    /** What a refusal says to the user. */
    Problem problem(Refused refused) {
        return Problem.failed(
                switch (refused.reason()) {
                    case "CUSTOMER_NOT_FOUND" -> "the program " + program + " knows no customer " + id;
                    case "PROGRAM_NOT_FOUND" -> "there is no program " + program;
                    default -> "refused: " + refused.getMessage();
                },
                refused);
    }
}
