package dev.giveback.standalone;

import com.google.protobuf.util.Durations;
import dev.giveback.loyalty.v1.VerificationCount;
import dev.giveback.loyalty.v1.VerificationFinding;
import dev.giveback.loyalty.v1.VerificationSummary;
import dev.giveback.standalone.console.Numbers;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a check of the journal found, as it finds it, and at the end what it looked at. */
final class CheckOutput {
    private static final String RULE = "VERIFICATION_RULE_";

    private final OutputOptions format;
    private final PrintStream out;

    CheckOutput(OutputOptions format, PrintStream out) {
        this.format = format;
        this.out = out;
    }

    void finding(VerificationFinding finding) {
        if (format.isForPrograms()) {
            format.finding(
                    finding,
                    finding.getSubject(),
                    finding.getSequenceNumber(),
                    word(finding.getRule()),
                    finding.getMessage());
            return;
        }
        String event = finding.getSequenceNumber() == 0 ? "" : " event " + finding.getSequenceNumber();
        out.println(finding.getSubject() + event + ": " + word(finding.getRule()) + ": " + finding.getMessage());
    }

    /** The end; gives the exit code: 0 when nothing is wrong, else 1. */
    int summary(VerificationSummary summary) {
        if (format.isJson()) {
            format.line(summary);
        } else if (!format.isForPrograms()) {
            text(summary);
        }
        return summary.getFindings() == 0 ? 0 : 1;
    }

    private void text(VerificationSummary summary) {
        double seconds = Math.max(1e-3, Durations.toNanos(summary.getElapsedTime()) / 1e9);
        out.println("Read " + Numbers.grouped(summary.getEvents()) + " events of "
                + Numbers.grouped(summary.getCustomers()) + " customers in "
                + String.format(Locale.ROOT, "%.1f s", seconds) + " ("
                + Numbers.grouped(Math.round(summary.getEvents() / seconds)) + " events/s), "
                + Numbers.grouped(summary.getProgramEvents()) + " of programs, "
                + Numbers.grouped(summary.getAdminEvents()) + " of admins' acts.");
        out.println("Compared " + Numbers.grouped(summary.getDirectoryRows()) + " rows of the directory, "
                + Numbers.grouped(summary.getSnapshots()) + " snapshots (" + summary.getSnapshotsIgnored()
                + " of an older layout ignored), " + Numbers.grouped(summary.getLiveStates())
                + " customers in memory.");
        if (summary.getSeed() != 0) {
            out.println("The same customers again: --seed " + summary.getSeed());
        }
        if (summary.getCustomersNotJudged() > 0) {
            out.println(Numbers.grouped(summary.getCustomersNotJudged())
                    + " customers could be judged up to a broken place only.");
        }
        out.println(
                summary.getFindings() == 0
                        ? "Nothing is wrong."
                        : Numbers.grouped(summary.getFindings()) + " findings: "
                                + summary.getCountsList().stream()
                                        .map(CheckOutput::words)
                                        .collect(Collectors.joining(", ")));
    }

    private static String words(VerificationCount count) {
        return Numbers.grouped(count.getFindings()) + " " + word(count.getRule());
    }

    private static String word(Enum<?> rule) {
        return Printing.word(rule, RULE);
    }
}
