package dev.giveback.loyalty.archive;

import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.ExportJournalResponse;
import dev.giveback.loyalty.v1.ImportJournalRequest;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import dev.giveback.platform.archive.ExportMessages;
import dev.giveback.platform.archive.ExportScope;
import dev.giveback.platform.archive.ImportMessages;
import dev.giveback.platform.archive.JournalExport;
import dev.giveback.platform.archive.JournalImport;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.Optional;

/** The exports and imports of the loyalty service. */
public final class LoyaltyFiles {
    private LoyaltyFiles() {}

    /** Its exports. */
    public static JournalExport.Kind<ExportJournalResponse> exports() {
        return new JournalExport.Kind<>(
                "ExportJournal",
                RefusalStatus.DOMAIN,
                new LoyaltyArchive(),
                LoyaltyFiles::nothingOf,
                new ExportMessages<>() {
                    @Override
                    public ExportJournalResponse progress(WorkProgress progress) {
                        return ExportJournalResponse.newBuilder()
                                .setProgress(progress)
                                .build();
                    }

                    @Override
                    public ExportJournalResponse piece(ExportPiece piece) {
                        return ExportJournalResponse.newBuilder()
                                .setPiece(piece)
                                .build();
                    }
                });
    }

    private static StatusRuntimeException nothingOf(ExportScope scope) {
        Reason reason =
                scope instanceof LoyaltyScope.OneCustomer ? Reason.CUSTOMER_NOT_FOUND : Reason.PROGRAM_NOT_FOUND;
        return RefusalStatus.of(
                new Refusal(reason, "scope: nothing is known of " + scope.name(), Map.of("scope", scope.name())));
    }

    /** Its imports. */
    public static JournalImport.Kind<ImportJournalRequest, ImportJournalResponse> imports(ImportTargets targets) {
        return new JournalImport.Kind<>(
                "ImportJournal",
                RefusalStatus.DOMAIN,
                new LoyaltyArchive(),
                new LoyaltyImportRules(targets),
                new ImportMessages<>() {
                    @Override
                    public Optional<ImportBegin> begin(ImportJournalRequest message) {
                        return message.hasBegin() ? Optional.of(message.getBegin()) : Optional.empty();
                    }

                    @Override
                    public Optional<ExportPiece> piece(ImportJournalRequest message) {
                        return message.hasPiece() ? Optional.of(message.getPiece()) : Optional.empty();
                    }

                    @Override
                    public ImportJournalResponse answer(
                            long byteOffset, long rowCount, boolean completed, WorkProgress progress) {
                        return ImportJournalResponse.newBuilder()
                                .setByteOffset(byteOffset)
                                .setRowCount(rowCount)
                                .setCompleted(completed)
                                .setProgress(progress)
                                .build();
                    }
                });
    }
}
