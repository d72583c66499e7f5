package dev.giveback.standalone;

import com.google.protobuf.util.Durations;
import dev.giveback.access.v1.AccessFinding;
import dev.giveback.access.v1.AccessRuleCount;
import dev.giveback.access.v1.AccessVerification;
import dev.giveback.access.v1.VerifyAccessJournalRequest;
import dev.giveback.access.v1.VerifyAccessJournalResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback audit verify}. */
@Command(
        name = "verify",
        description = {
            "Checks the journals of keys, of the audit log and of approvals: their numbers and hashes, that each event"
                    + " can be read and keeps the rules, and that lists and snapshots have seen nothing that is missing.",
            "Exit code 0 when nothing is wrong, 1 when something is."
        },
        footer = {
            "",
            "Examples:",
            "  giveback audit verify             everything",
            "  giveback audit verify audit       the audit log alone",
            "  giveback audit verify keys -o json",
            "  giveback audit verify programs/online-retail/approvals"
        })
final class AuditVerifyCommand implements Callable<Integer> {
    private static final String RULE = "ACCESS_RULE_";

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Parameters(
            paramLabel = "JOURNAL",
            arity = "0..1",
            defaultValue = "",
            description = "keys, audit, or programs/NAME/approvals (default: all).")
    private String journal = "";

    @Option(
            names = "--max-findings",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many findings to tell, 1 to 10000; the others are counted (default: 100).")
    private int maxFindings;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final PrintStream out = System.out;

    @Override
    public Integer call() {
        if (maxFindings < 1 || maxFindings > 10_000) {
            throw Problem.usage("--max-findings: " + maxFindings + " (expected: 1 to 10000)");
        }
        VerifyAccessJournalRequest request = VerifyAccessJournalRequest.newBuilder()
                .setContext(admin.context())
                .setSubject(journal)
                .setMaxFindings(maxFindings)
                .build();
        try (GatewayClient client = admin.connect();
                WorkLine line = WorkLine.onStandardError("verify")) {
            return print(client.accessWorks().verifyAccessJournal(request), client, line);
        }
    }

    private int print(Iterator<VerifyAccessJournalResponse> answers, GatewayClient client, WorkLine line) {
        int exitCode = 1;
        try {
            while (answers.hasNext()) {
                VerifyAccessJournalResponse answer = answers.next();
                switch (answer.getPartCase()) {
                    case PROGRESS -> line.show(answer.getProgress());
                    case FINDING -> finding(answer.getFinding());
                    case SUMMARY -> {
                        line.close();
                        exitCode = summary(answer.getSummary());
                    }
                    case PART_NOT_SET -> {}
                }
            }
            return exitCode;
        } catch (StatusRuntimeException failed) {
            throw words(client.failure(failed));
        }
    }

    private RuntimeException words(RuntimeException failure) {
        if (failure instanceof Refused refused) {
            return Problem.failed(
                    switch (refused.reason()) {
                        case "JOURNAL_NOT_FOUND" -> "there is nothing of " + journal;
                        case "INVALID_FIELD" ->
                            journal + " is no journal (expected: keys, audit or programs/NAME/approvals)";
                        default -> "refused: " + refused.getMessage();
                    },
                    refused);
        }
        return failure;
    }

    private void finding(AccessFinding finding) {
        String rule = Printing.word(finding.getRule(), RULE);
        if (output.isForPrograms()) {
            output.finding(finding, finding.getSubject(), finding.getSequenceNumber(), rule, finding.getMessage());
            return;
        }
        String event = finding.getSequenceNumber() == 0 ? "" : " event " + finding.getSequenceNumber();
        out.println(finding.getSubject() + event + ": " + rule + ": " + finding.getMessage());
    }

    private int summary(AccessVerification summary) {
        if (output.isJson()) {
            output.line(summary);
        } else if (!output.isForPrograms()) {
            text(summary);
        }
        return summary.getFindings() == 0 ? 0 : 1;
    }

    private void text(AccessVerification summary) {
        double seconds = Math.max(1e-3, Durations.toNanos(summary.getElapsedTime()) / 1e9);
        out.println("Read " + Numbers.grouped(summary.getEvents()) + " events of "
                + Numbers.grouped(summary.getJournals()) + " journals in "
                + String.format(Locale.ROOT, "%.1f s", seconds) + ", "
                + Numbers.grouped(summary.getActs()) + " acts of the audit log among them.");
        out.println(
                "Compared " + Numbers.grouped(summary.getSnapshots()) + " snapshots, and how far the lists have come.");
        if (summary.getJournalsNotJudged() > 0) {
            out.println(Numbers.grouped(summary.getJournalsNotJudged())
                    + " journals could be judged up to a broken place only.");
        }
        out.println(
                summary.getFindings() == 0
                        ? "Nothing is wrong."
                        : Numbers.grouped(summary.getFindings()) + " findings: "
                                + summary.getCountsList().stream()
                                        .map(AuditVerifyCommand::words)
                                        .collect(Collectors.joining(", ")));
    }

    private static String words(AccessRuleCount count) {
        return Numbers.grouped(count.getFindings()) + " " + Printing.word(count.getRule(), RULE);
    }
}
