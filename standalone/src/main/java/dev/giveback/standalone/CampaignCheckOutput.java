package dev.giveback.standalone;

import com.google.protobuf.util.Durations;
import dev.giveback.coupon.v1.CampaignFinding;
import dev.giveback.coupon.v1.CampaignRuleCount;
import dev.giveback.coupon.v1.CampaignVerification;
import dev.giveback.coupon.v1.VerifyCampaignsRequest;
import dev.giveback.coupon.v1.VerifyCampaignsResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a check of campaigns found, as it finds it, and at the end what it looked at. */
final class CampaignCheckOutput {
    private static final String RULE = "CAMPAIGN_RULE_";

    private final OutputOptions format;
    private final PrintStream out;

    CampaignCheckOutput(OutputOptions format, PrintStream out) {
        this.format = format;
        this.out = out;
    }

    /** Checks; gives the exit code: 0 when nothing is wrong, else 1. */
    int run(VerifyCampaignsRequest request, GatewayClient client, WorkLine line) {
        int exitCode = 1;
        try {
            Iterator<VerifyCampaignsResponse> answers = client.campaignWorks().verifyCampaigns(request);
            while (answers.hasNext()) {
                VerifyCampaignsResponse answer = answers.next();
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
            throw client.failure(failed);
        }
    }

    private void finding(CampaignFinding finding) {
        if (format.isForPrograms()) {
            format.finding(
                    finding,
                    finding.getSubject(),
                    finding.getSequenceNumber(),
                    Printing.word(finding.getRule(), RULE),
                    finding.getMessage());
            return;
        }
        String event = finding.getSequenceNumber() == 0 ? "" : " event " + finding.getSequenceNumber();
        out.println(finding.getSubject() + event + ": " + Printing.word(finding.getRule(), RULE) + ": "
                + finding.getMessage());
    }

    private int summary(CampaignVerification summary) {
        if (format.isJson()) {
            format.line(summary);
        } else if (!format.isForPrograms()) {
            text(summary);
        }
        return summary.getFindings() == 0 ? 0 : 1;
    }

    private void text(CampaignVerification summary) {
        double seconds = Math.max(1e-3, Durations.toNanos(summary.getElapsedTime()) / 1e9);
        out.println("Read " + Numbers.grouped(summary.getEvents()) + " events of "
                + Numbers.grouped(summary.getCampaigns()) + " campaigns in "
                + String.format(Locale.ROOT, "%.1f s", seconds) + " ("
                + Numbers.grouped(Math.round(summary.getEvents() / seconds)) + " events/s), "
                + Numbers.grouped(summary.getAdminEvents()) + " of admins' acts.");
        out.println("Compared " + Numbers.grouped(summary.getDirectoryRows()) + " rows of their read model, "
                + Numbers.grouped(summary.getSnapshots()) + " snapshots.");
        if (summary.getCampaignsNotJudged() > 0) {
            out.println(Numbers.grouped(summary.getCampaignsNotJudged())
                    + " campaigns could be judged up to a broken place only.");
        }
        out.println(
                summary.getFindings() == 0
                        ? "Nothing is wrong with the campaigns."
                        : Numbers.grouped(summary.getFindings()) + " findings: "
                                + summary.getCountsList().stream()
                                        .map(CampaignCheckOutput::words)
                                        .collect(Collectors.joining(", ")));
    }

    private static String words(CampaignRuleCount count) {
        return Numbers.grouped(count.getFindings()) + " " + Printing.word(count.getRule(), RULE);
    }
}
