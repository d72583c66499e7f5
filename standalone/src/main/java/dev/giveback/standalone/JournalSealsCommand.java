package dev.giveback.standalone;

import dev.giveback.loyalty.v1.SealFinding;
import dev.giveback.loyalty.v1.SealSummary;
import dev.giveback.loyalty.v1.VerifySealsRequest;
import dev.giveback.loyalty.v1.VerifySealsResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback journal seals}. */
@Command(
        name = "seals",
        description = "Compares the seals with the journal.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  giveback journal seals verify"})
final class JournalSealsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Without a command, says what there is. */
    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command? One of: verify (--help explains)");
        }
    }

    @Command(
            name = "verify",
            description = "Compares every seal with the journal as it is now, with its signature, and with the file of"
                    + " seals. It exits 1 and names what was changed or lost if anything does not fit.")
    int verify(@Mixin AdminOptions admin, @Mixin OutputOptions output) {
        try (GatewayClient client = admin.connect();
                WorkLine line = WorkLine.onStandardError("verify seals")) {
            Iterator<VerifySealsResponse> steps = client.journalWorks()
                    .verifySeals(VerifySealsRequest.newBuilder()
                            .setContext(admin.context())
                            .build());
            int exitCode = 0;
            while (steps.hasNext()) {
                VerifySealsResponse step = steps.next();
                switch (step.getStepCase()) {
                    case PROGRESS -> line.show(step.getProgress());
                    case FINDING -> print(step.getFinding(), output);
                    case SUMMARY -> exitCode = print(step.getSummary(), output);
                    case STEP_NOT_SET -> {}
                }
            }
            return exitCode;
        } catch (StatusRuntimeException failed) {
            throw admin.failure(failed);
        }
    }

    private static void print(SealFinding finding, OutputOptions output) {
        if (output.isForPrograms()) {
            String subject = finding.getSubject().isEmpty() ? "seals/" + finding.getSealNumber() : finding.getSubject();
            output.finding(finding, subject, 0, finding.getRule(), finding.getMessage());
            return;
        }
        System.out.println(finding.getRule() + "  " + finding.getMessage());
    }

    private static int print(SealSummary summary, OutputOptions output) {
        if (output.isJson()) {
            output.line(summary);
        } else if (!output.isForPrograms()) {
            System.out.println(words(summary));
        }
        return summary.getFindingCount() == 0 ? 0 : 1;
    }

    private static String words(SealSummary summary) {
        return Numbers.grouped(summary.getSealCount()) + " seals compared with "
                + Numbers.grouped(summary.getEventCount()) + " events of "
                + Numbers.grouped(summary.getJournalCount()) + " customers, programs and admins: "
                + (summary.getFindingCount() == 0
                        ? "all fit."
                        : Numbers.grouped(summary.getFindingCount()) + " findings.");
    }
}
