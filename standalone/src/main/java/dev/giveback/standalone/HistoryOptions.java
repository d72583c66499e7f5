package dev.giveback.standalone;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands about the journal of one customer take, or of a program: who asks, which program, and for whom the output is. */
final class HistoryOptions {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Option(
            names = "--program",
            paramLabel = "NAME",
            defaultValue = "online-retail",
            description = "The program (default: online-retail).")
    private String program = "";

    @Mixin
    private final OutputOptions output = new OutputOptions();

    OutputOptions output() {
        return output;
    }

    /** For those that ask for more than one answer. */
    GatewayClient connect() {
        return admin.connect();
    }

    AdminContext context() {
        return admin.context();
    }

    String program() {
        return program;
    }

    /** The resource name of a customer; a full one is taken as it is. */
    String customer(String id) {
        return JournalNames.customer(program, id);
    }

    /** What a call that failed says to the user. */
    RuntimeException failure(StatusRuntimeException failed) {
        return admin.failure(failed);
    }

    /** Asks about a customer, and says refusals in words. */
    <T> T ask(String id, Function<GatewayClient, T> question) {
        try (GatewayClient client = admin.connect()) {
            return question.apply(client);
        } catch (Refused refused) {
            throw refused(refused, program, id);
        }
    }

    static Problem refused(Refused refused, String program, String customer) {
        return Problem.failed(
                switch (refused.reason()) {
                    case "CUSTOMER_NOT_FOUND" -> "the program " + program + " knows no customer " + customer;
                    case "PROGRAM_NOT_FOUND" ->
                        "there is no program " + program + "; giveback replay makes one with real customers";
                    default -> "refused: " + refused.getMessage();
                },
                refused);
    }
}
