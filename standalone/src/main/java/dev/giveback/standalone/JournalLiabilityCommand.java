package dev.giveback.standalone;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.v1.GetLiabilityRequest;
import dev.giveback.loyalty.v1.GetLiabilityResponse;
import dev.giveback.loyalty.v1.Liability;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback journal liability}. */
@Command(
        name = "liability",
        description = "Tells what a program owes its customers in points, by month, and what is expected to expire.",
        footer = {
            "",
            "Examples:",
            "  giveback journal liability",
            "  giveback journal liability --program my-shop",
            "  giveback journal liability --time 2026-01-01T00:00:00Z",
            "  giveback journal liability --time 2026-01-01T00:00:00Z \\",
            "      --known 2026-02-01T00:00:00Z -o json"
        })
final class JournalLiabilityCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions history = new HistoryOptions();

    @Option(names = "--time", paramLabel = "TIME", description = "The moment that it is about (default: now).")
    private String time = "";

    @Option(
            names = "--known",
            paramLabel = "TIME",
            description =
                    "Count what was recorded until then, orders and refunds dated back among it (default: --time).")
    private String known = "";

    @Override
    public Integer call() {
        GetLiabilityRequest.Builder request = GetLiabilityRequest.newBuilder()
                .setProgram(JournalNames.program(history.program()))
                .setContext(history.context());
        if (!time.isEmpty()) {
            request.setTime(parsed("--time", time));
        }
        if (!known.isEmpty()) {
            request.setKnownTime(parsed("--known", known));
        }
        try (GatewayClient client = history.connect()) {
            Liability liability = read(client, request.build());
            history.output().show(liability, LiabilityText::of);
            return 0;
        }
    }

    private static Timestamp parsed(String option, String text) {
        try {
            return Timestamps.fromMillis(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException notATime) {
            throw Problem.usage(option + ": " + text + " (expected: a time such as 2026-01-01T00:00:00Z)");
        }
    }

    private static Liability read(GatewayClient client, GetLiabilityRequest request) {
        try (WorkLine line = WorkLine.onStandardError("liability")) {
            Iterator<GetLiabilityResponse> messages = client.journalWorks().getLiability(request);
            while (messages.hasNext()) {
                GetLiabilityResponse message = messages.next();
                switch (message.getMessageCase()) {
                    case PROGRESS -> line.show(message.getProgress());
                    case LIABILITY -> {
                        return message.getLiability();
                    }
                    case MESSAGE_NOT_SET -> {}
                }
            }
            throw Problem.failed("the report ended before it was whole");
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
    }
}
