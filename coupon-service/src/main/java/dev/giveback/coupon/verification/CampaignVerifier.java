package dev.giveback.coupon.verification;

import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.directory.CampaignList;
import dev.giveback.coupon.directory.DirectoryDifference;
import dev.giveback.coupon.directory.ShadowDirectory;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.coupon.v1.CampaignFinding;
import dev.giveback.coupon.v1.CampaignRule;
import dev.giveback.coupon.v1.VerifyCampaignsRequest;
import dev.giveback.coupon.v1.VerifyCampaignsResponse;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Checks the journals of campaigns against themselves, and what is kept beside them against them. */
public final class CampaignVerifier {
    /** Some tenths of a millisecond of work. */
    private static final int ROWS_A_STEP = 32;

    private final DataSource source;

    /** @param source the admins' own connections; a check takes two at most at once */
    public CampaignVerifier(DataSource source) {
        this.source = source;
    }

    /** What is to be checked: one campaign, those of a program, or everything. */
    private record Scope(
            @Nullable CampaignId campaign, @Nullable String program) {
        boolean isEverything() {
            return campaign == null && program == null;
        }
    }

    private static Scope scope(String subject) {
        if (subject.isEmpty()) {
            return new Scope(null, null);
        }
        CampaignId campaign = CampaignId.parse(subject);
        if (campaign != null) {
            return new Scope(campaign, null);
        }
        CampaignId any = CampaignId.parse(subject + "/campaigns/any");
        if (any == null) {
            throw RefusalStatus.of(Refusal.field(
                    "subject", "must be empty, programs/{program} or programs/{program}/campaigns/{campaign}"));
        }
        return new Scope(null, any.program());
    }

    /**
     * The act of a check.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT when a field breaks its rule
     */
    public AdminAsk ask(VerifyCampaignsRequest call, String principal) {
        var unused = scope(call.getSubject());
        return new AdminAsk(
                "VerifyCampaigns",
                call.getSubject(),
                principal,
                call.getContext().getOperator(),
                call.getContext().getReason(),
                Map.of());
    }

    /** Checks, and gives what came of it for the record of the act. */
    public Map<String, String> run(VerifyCampaignsRequest call, WorkStream<VerifyCampaignsResponse> stream)
            throws SQLException, InterruptedException {
        Scope scope = scope(call.getSubject());
        CampaignFindings findings = new CampaignFindings(call.getMaxFindings());
        if (scope.isEverything()) {
            new ActsCheck(source, findings).run(stream::step);
        }
        List<CampaignId> campaigns = scope.campaign() == null
                ? CampaignList.of(source, scope.program())
                : CampaignList.of(source, scope.campaign().program()).stream()
                        .filter(scope.campaign()::equals)
                        .toList();
        if (campaigns.isEmpty() && !scope.isEverything()) {
            throw RefusalStatus.of(
                    scope.campaign() == null ? Reason.PROGRAM_NOT_FOUND : Reason.CAMPAIGN_NOT_FOUND,
                    "subject: there is nothing of campaigns of " + call.getSubject());
        }
        check(campaigns, total(scope), findings, stream);
        stream.send(VerifyCampaignsResponse.newBuilder()
                .setSummary(findings.summary())
                .build());
        return findings.figures();
    }

    private long total(Scope scope) throws SQLException {
        JournalCut all = new JournalCut(Long.MAX_VALUE);
        JournalScan scan = scope.campaign() != null
                ? JournalScan.ofOne(source, PersistenceIds.of(scope.campaign()), all, 1)
                : JournalScan.ofPrefix(
                        source,
                        PersistenceIds.CAMPAIGN_PREFIX + (scope.program() == null ? "" : scope.program() + '|'),
                        all,
                        1);
        return scan.count();
    }

    private void check(
            List<CampaignId> campaigns,
            long total,
            CampaignFindings findings,
            WorkStream<VerifyCampaignsResponse> stream)
            throws SQLException, InterruptedException {
        try (ShadowDirectory shadow = ShadowDirectory.open(source)) {
            for (CampaignId campaign : campaigns) {
                check(campaign, shadow, total, findings, stream);
            }
        }
    }

    private void check(
            CampaignId campaign,
            ShadowDirectory shadow,
            long total,
            CampaignFindings findings,
            WorkStream<VerifyCampaignsResponse> stream)
            throws SQLException, InterruptedException {
        CampaignCheck check = new CampaignCheck(campaign, Beside.read(source, campaign), findings);
        shadow.begin(campaign);
        for (List<JournalRow> rows = shadow.next(shadow.start());
                !rows.isEmpty();
                rows = shadow.next(JournalScan.after(rows))) {
            int taken = 0;
            for (JournalRow row : rows) {
                check.next(row);
                if (++taken % ROWS_A_STEP == 0) {
                    stream.step();
                }
            }
            tell(findings, total, stream);
        }
        check.end();
        if (check.isWhole()) {
            for (DirectoryDifference difference : shadow.compare()) {
                findings.add(CampaignRule.CAMPAIGN_RULE_DIRECTORY, campaign.name(), 0, difference.message());
            }
            findings.looked().setDirectoryRows(findings.looked().getDirectoryRows() + shadow.rows());
        }
        tell(findings, total, stream);
    }

    private static void tell(CampaignFindings findings, long total, WorkStream<VerifyCampaignsResponse> stream)
            throws InterruptedException {
        stream.step();
        for (CampaignFinding finding : findings.take()) {
            stream.send(VerifyCampaignsResponse.newBuilder().setFinding(finding).build());
        }
        if (stream.isProgressDue()) {
            stream.send(VerifyCampaignsResponse.newBuilder()
                    .setProgress(stream.progress(findings.looked().getEvents(), total, "events"))
                    .build());
        }
    }
}
