package dev.giveback.standalone.archive;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.coupon.v1.ExportCampaignsRequest;
import dev.giveback.loyalty.v1.ExportJournalRequest;
import dev.giveback.standalone.client.GatewayClient;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to be exported.
 *
 * @param scope empty for all of the journal, or a resource name
 */
public record Export(Journal journal, AdminContext context, String scope) {
    /**
     * Asks for it.
     *
     * @param from where it goes on; null for all of it
     */
    Iterator<ExportPiece> pieces(GatewayClient client, @Nullable ExportPlace from, Consumer<WorkProgress> progress) {
        return switch (journal) {
            case CUSTOMERS -> {
                ExportJournalRequest.Builder request =
                        ExportJournalRequest.newBuilder().setContext(context).setScope(scope);
                yield mapped(
                        client.journalWorks().exportJournal((from == null ? request : request.setResume(from)).build()),
                        step -> {
                            if (step.hasProgress()) {
                                progress.accept(step.getProgress());
                            }
                            return step.getPiece();
                        });
            }
            case CAMPAIGNS -> {
                ExportCampaignsRequest.Builder request =
                        ExportCampaignsRequest.newBuilder().setContext(context).setScope(scope);
                yield mapped(
                        client.campaignWorks()
                                .exportCampaigns((from == null ? request : request.setResume(from)).build()),
                        step -> {
                            if (step.hasProgress()) {
                                progress.accept(step.getProgress());
                            }
                            return step.getPiece();
                        });
            }
        };
    }

    private static <R> Iterator<ExportPiece> mapped(Iterator<R> steps, Function<R, ExportPiece> piece) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return steps.hasNext();
            }

            @Override
            public ExportPiece next() {
                return piece.apply(steps.next());
            }
        };
    }
}
