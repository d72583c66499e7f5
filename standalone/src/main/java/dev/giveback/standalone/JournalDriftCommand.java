package dev.giveback.standalone;

import dev.giveback.loyalty.v1.CheckDriftRequest;
import dev.giveback.loyalty.v1.CheckDriftResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback journal drift}. */
@Command(
        name = "drift",
        description = {
            "Recomputes customers chosen at random from their first event, and compares snapshots, directory and the"
                    + " customers in memory with that.",
            "Exit code 0 when nothing is wrong, 1 when something is."
        },
        footer = {
            "",
            "Examples:",
            "  giveback journal drift --customers 200",
            "  giveback journal drift --customers 200 --seed 42"
        })
final class JournalDriftCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many, 1 to 10000 (default: 100).")
    private int customers;

    @Option(names = "--program", paramLabel = "NAME", description = "Of this program only (default: all).")
    private @Nullable String program;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Chooses the same customers as another check did (default: others each time).")
    private long seed;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (customers < 1 || customers > 10_000) {
            throw Problem.usage("--customers: " + customers + " (expected: 1 to 10000)");
        }
        CheckDriftRequest request = CheckDriftRequest.newBuilder()
                .setContext(admin.context())
                .setCustomers(customers)
                .setProgram(program == null ? "" : "programs/" + program)
                .setSeed(seed)
                .build();
        try (GatewayClient client = admin.connect();
                WorkLine line = WorkLine.onStandardError("drift")) {
            return print(client.journalWorks().checkDrift(request), client, line);
        }
    }

    private int print(Iterator<CheckDriftResponse> answers, GatewayClient client, WorkLine line) {
        CheckOutput out = new CheckOutput(output, System.out);
        int exitCode = 1;
        try {
            while (answers.hasNext()) {
                CheckDriftResponse answer = answers.next();
                switch (answer.getPartCase()) {
                    case PROGRESS -> line.show(answer.getProgress());
                    case FINDING -> out.finding(answer.getFinding());
                    case SUMMARY -> {
                        line.close();
                        exitCode = out.summary(answer.getSummary());
                    }
                    case PART_NOT_SET -> {}
                }
            }
            return exitCode;
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
    }
}
