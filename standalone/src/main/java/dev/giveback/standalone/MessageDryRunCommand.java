package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import com.google.protobuf.Timestamp;
import dev.giveback.feedback.v1.DryRunRequest;
import dev.giveback.feedback.v1.DryRunResponse;
import dev.giveback.feedback.v1.DryRunSummary;
import dev.giveback.feedback.v1.DryRunVerdict;
import dev.giveback.standalone.client.GatewayClient;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback message dry-run}. */
@Command(
        name = "dry-run",
        description = {
            "Lists who would get a message, or the invitation of a survey, and who would not and why. Nothing is sent or recorded.",
            "As JSON it prints one answer a line, the sums last."
        },
        footer = {
            "",
            "Examples:",
            "  giveback message dry-run welcome                  what is due now",
            "  giveback message dry-run win-back --days 30       what falls due in the next 30 days",
            "  giveback message dry-run surveys/after-purchase"
        })
final class MessageDryRunCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 366;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the message; surveys/ID of a survey.")
    private String name = "";

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "0",
            description = "What falls due in so many days, 0 to 366 (default: 0, what is due now).")
    private int days;

    @Override
    public Integer call() {
        ShowOptions.expect("--days", days, 0, MOST_DAYS);
        DryRunRequest.Builder request = DryRunRequest.newBuilder().setSource(options.source(name));
        if (days > 0) {
            request.setUntilTime(Timestamp.newBuilder()
                    .setSeconds(Instant.now().plus(days, ChronoUnit.DAYS).getEpochSecond()));
        }
        options.ask(client -> {
            print(client, client.outreachStream().dryRun(request.build()));
            return true;
        });
        return 0;
    }

    private void print(GatewayClient client, Iterator<DryRunResponse> parts) {
        try {
            while (parts.hasNext()) {
                DryRunResponse part = parts.next();
                if (options.output().isForPrograms()) {
                    print(part);
                    continue;
                }
                switch (part.getPartCase()) {
                    case VERDICT -> System.out.println(line(part.getVerdict()));
                    case SUMMARY -> print(part.getSummary());
                    case PART_NOT_SET -> {}
                }
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
    }

    /** As CSV the verdicts are the rows. */
    private void print(DryRunResponse part) {
        if (options.output().isJson()) {
            options.output().line(part);
        } else if (part.hasVerdict()) {
            options.output().line(part.getVerdict());
        }
    }

    private static String line(DryRunVerdict verdict) {
        return "  " + Printing.time(verdict.getDueTime(), "") + "  " + OutreachText.id(verdict.getCustomer()) + "  "
                + verdict.getReference() + "  "
                + (verdict.getSent() ? "would be sent" : "would not: ")
                + (verdict.getSent() && verdict.getExplanation().isEmpty() ? "" : " " + verdict.getExplanation());
    }

    private static void print(DryRunSummary summary) {
        System.out.println(grouped(summary.getPlanned()) + " planned, " + grouped(summary.getSent())
                + " would be sent. Nothing was.");
        new TreeMap<>(summary.getNotSentMap())
                .forEach((reason, count) -> System.out.println("  " + grouped(count) + " "
                        + reason.toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
}
