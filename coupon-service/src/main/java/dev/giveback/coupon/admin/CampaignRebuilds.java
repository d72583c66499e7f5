package dev.giveback.coupon.admin;

import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.directory.DirectoryRebuild;
import dev.giveback.coupon.directory.RebuildOutcome;
import dev.giveback.coupon.directory.RebuildSteps;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.coupon.v1.CampaignDirectoryRebuild;
import dev.giveback.coupon.v1.RebuildCampaignDirectoryRequest;
import dev.giveback.coupon.v1.RebuildCampaignDirectoryResponse;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** The verb RebuildCampaignDirectory. */
public final class CampaignRebuilds {
    private final Works works;
    private final DirectoryRebuild rebuild;

    /** @param source the admins' connections; a rebuild takes two of them at most */
    public CampaignRebuilds(Works works, DataSource source) {
        this.works = works;
        this.rebuild = new DirectoryRebuild(source);
    }

    void start(
            RebuildCampaignDirectoryRequest call,
            String principal,
            StreamObserver<RebuildCampaignDirectoryResponse> responses) {
        if (!call.getValidateOnly() && call.getContext().getReason().isBlank()) {
            responses.onError(RefusalStatus.of(Refusal.field("context.reason", "must say why; it is recorded")));
            return;
        }
        works.start(
                new AdminAsk(
                        "RebuildCampaignDirectory",
                        "",
                        principal,
                        call.getContext().getOperator(),
                        call.getContext().getReason(),
                        Map.of("validate_only", Boolean.toString(call.getValidateOnly()))),
                responses,
                stream -> run(call.getValidateOnly(), stream));
    }

    private Map<String, String> run(boolean validateOnly, WorkStream<RebuildCampaignDirectoryResponse> stream)
            throws SQLException, InterruptedException {
        RebuildOutcome outcome = rebuild.all(validateOnly, steps(stream));
        stream.send(RebuildCampaignDirectoryResponse.newBuilder()
                .setRebuild(CampaignDirectoryRebuild.newBuilder()
                        .setEventCount(outcome.events())
                        .setCampaignCount(outcome.campaigns())
                        .setRowCount(outcome.rows())
                        .setDifferenceCount(outcome.differences())
                        .addAllDifferentCampaigns(outcome.different().stream()
                                .map(CampaignId::name)
                                .toList())
                        .setSwitched(outcome.switched()))
                .build());
        return Map.of(
                "events", Long.toString(outcome.events()),
                "differences", Long.toString(outcome.differences()),
                "switched", Boolean.toString(outcome.switched()));
    }

    private static RebuildSteps steps(WorkStream<RebuildCampaignDirectoryResponse> stream) {
        return new RebuildSteps() {
            @Override
            public void step() {
                stream.step();
            }

            @Override
            public void at(long events, long total) throws InterruptedException {
                if (stream.isProgressDue()) {
                    stream.send(RebuildCampaignDirectoryResponse.newBuilder()
                            .setProgress(stream.progress(events, total, "events"))
                            .build());
                }
            }
        };
    }
}
