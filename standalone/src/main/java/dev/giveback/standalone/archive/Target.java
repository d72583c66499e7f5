package dev.giveback.standalone.archive;

import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.admin.v1.ImportBegin;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.coupon.v1.ImportCampaignsRequest;
import dev.giveback.coupon.v1.ImportCampaignsResponse;
import dev.giveback.loyalty.v1.ImportJournalRequest;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import dev.giveback.standalone.client.GatewayClient;
import io.grpc.stub.StreamObserver;

/** Who takes a file: how it is spoken to and what it answers. */
interface Target<Q, R> {
    /** An answer in short. */
    record Answer(long byteOffset, long rowCount, boolean completed, WorkProgress progress) {
        static final Answer NONE = new Answer(0, 0, false, WorkProgress.getDefaultInstance());
    }

    /** Opens the call. */
    void open(GatewayClient client, StreamObserver<R> answers);

    Q begin(ImportBegin begin);

    Q piece(ExportPiece piece);

    Answer answer(R response);

    /** The service of the customers. */
    final class Customers implements Target<ImportJournalRequest, ImportJournalResponse> {
        @Override
        public void open(GatewayClient client, StreamObserver<ImportJournalResponse> answers) {
            client.journalCalls().importJournal(answers);
        }

        @Override
        public ImportJournalRequest begin(ImportBegin begin) {
            return ImportJournalRequest.newBuilder().setBegin(begin).build();
        }

        @Override
        public ImportJournalRequest piece(ExportPiece piece) {
            return ImportJournalRequest.newBuilder().setPiece(piece).build();
        }

        @Override
        public Answer answer(ImportJournalResponse response) {
            return new Answer(
                    response.getByteOffset(), response.getRowCount(), response.getCompleted(), response.getProgress());
        }
    }

    /** The service of the campaigns. */
    final class Campaigns implements Target<ImportCampaignsRequest, ImportCampaignsResponse> {
        @Override
        public void open(GatewayClient client, StreamObserver<ImportCampaignsResponse> answers) {
            client.campaignCalls().importCampaigns(answers);
        }

        @Override
        public ImportCampaignsRequest begin(ImportBegin begin) {
            return ImportCampaignsRequest.newBuilder().setBegin(begin).build();
        }

        @Override
        public ImportCampaignsRequest piece(ExportPiece piece) {
            return ImportCampaignsRequest.newBuilder().setPiece(piece).build();
        }

        @Override
        public Answer answer(ImportCampaignsResponse response) {
            return new Answer(
                    response.getByteOffset(), response.getRowCount(), response.getCompleted(), response.getProgress());
        }
    }
}
