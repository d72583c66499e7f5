package dev.giveback.coupon.archive;

import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.v1.ExportCampaignsResponse;
import dev.giveback.coupon.v1.ImportCampaignsRequest;
import dev.giveback.coupon.v1.ImportCampaignsResponse;
import dev.giveback.platform.archive.ExportMessages;
import dev.giveback.platform.archive.ExportScope;
import dev.giveback.platform.archive.ImportMessages;
import dev.giveback.platform.archive.JournalExport;
import dev.giveback.platform.archive.JournalImport;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The exports and imports of the coupon service. */
public final class CampaignFiles {
    private CampaignFiles() {}

    /** Its exports. */
    public static JournalExport.Kind<ExportCampaignsResponse> exports() {
        return new JournalExport.Kind<>(
                "ExportCampaigns",
                RefusalStatus.DOMAIN,
                new CampaignArchive(),
                CampaignFiles::nothingOf,
                new ExportMessages<>() {
                    @Override
                    public ExportCampaignsResponse progress(WorkProgress progress) {
                        return ExportCampaignsResponse.newBuilder()
                                .setProgress(progress)
                                .build();
                    }

                    @Override
                    public ExportCampaignsResponse piece(ExportPiece piece) {
                        return ExportCampaignsResponse.newBuilder()
                                .setPiece(piece)
                                .build();
                    }
                });
    }

    private static StatusRuntimeException nothingOf(ExportScope scope) {
        return RefusalStatus.of(
                scope instanceof CampaignScope.OneCampaign ? Reason.CAMPAIGN_NOT_FOUND : Reason.PROGRAM_NOT_FOUND,
                "scope: no campaign is known of " + scope.name());
    }

    /**
     * Its imports.
     *
     * @param came told of the campaigns that came
     */
    public static JournalImport.Kind<ImportCampaignsRequest, ImportCampaignsResponse> imports(
            FeedEnd feedEnd, Consumer<List<CampaignId>> came) {
        return new JournalImport.Kind<>(
                "ImportCampaigns",
                RefusalStatus.DOMAIN,
                new CampaignArchive(),
                new CampaignImportRules(feedEnd, came),
                new ImportMessages<>() {
                    @Override
                    public Optional<ImportBegin> begin(ImportCampaignsRequest message) {
                        return message.hasBegin() ? Optional.of(message.getBegin()) : Optional.empty();
                    }

                    @Override
                    public Optional<ExportPiece> piece(ImportCampaignsRequest message) {
                        return message.hasPiece() ? Optional.of(message.getPiece()) : Optional.empty();
                    }

                    @Override
                    public ImportCampaignsResponse answer(
                            long byteOffset, long rowCount, boolean completed, WorkProgress progress) {
                        return ImportCampaignsResponse.newBuilder()
                                .setByteOffset(byteOffset)
                                .setRowCount(rowCount)
                                .setCompleted(completed)
                                .setProgress(progress)
                                .build();
                    }
                });
    }
}
