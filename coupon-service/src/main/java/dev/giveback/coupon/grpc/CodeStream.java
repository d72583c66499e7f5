package dev.giveback.coupon.grpc;

import dev.giveback.coupon.code.CodeBatch;
import dev.giveback.coupon.code.CodeBook;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.GenerateCodesResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream of codes, computed no faster than the caller takes them. */
final class CodeStream {
    private static final int CODES_A_MESSAGE = 1_000;

    private final GenerateCodesRequest call;
    private final ServerCallStreamObserver<GenerateCodesResponse> responses;
    private @Nullable CodeBatch codes;
    private boolean ended;

    /** Must be made on the thread of the call, because only then the observer takes handlers. */
    CodeStream(GenerateCodesRequest call, ServerCallStreamObserver<GenerateCodesResponse> responses) {
        this.call = call;
        this.responses = responses;
        responses.setOnReadyHandler(this::send);
        responses.setOnCancelHandler(this::end);
    }

    /** The campaign is known, or could not be read. */
    void begin(@Nullable Campaign campaign, @Nullable Throwable failure) {
        try {
            if (failure != null || campaign == null) {
                throw RefusalStatus.of(
                        failure == null ? new IllegalStateException("campaign: none (expected: one)") : failure);
            }
            start(campaign);
            send();
        } catch (RuntimeException refused) {
            end();
            responses.onError(RefusalStatus.of(refused));
        }
    }

    private synchronized void start(Campaign campaign) {
        if (!campaign.exists()) {
            throw RefusalStatus.of(Reason.CAMPAIGN_NOT_FOUND, "campaign: there is no such campaign");
        }
        Optional<CodeBook> book = campaign.codes();
        if (book.isEmpty()) {
            throw RefusalStatus.of(Reason.NO_UNIQUE_CODES, "campaign: it has no unique codes");
        }
        int capacity = book.get().format().capacity();
        long count = call.getCount() == 0 ? capacity - call.getFirstNumber() : call.getCount();
        if (call.getFirstNumber() > capacity || count > capacity - call.getFirstNumber()) {
            throw RefusalStatus.of(
                    Reason.NUMBER_OUT_OF_RANGE, "first_number: the codes are numbered from 0 to " + (capacity - 1));
        }
        codes = book.get().codes((int) call.getFirstNumber(), (int) count);
    }

    private synchronized void end() {
        ended = true;
    }

    private synchronized void send() {
        while (codes != null && !ended && responses.isReady()) {
            if (!codes.hasNext()) {
                ended = true;
                responses.onCompleted();
                return;
            }
            GenerateCodesResponse.Builder message =
                    GenerateCodesResponse.newBuilder().setFirstNumber(codes.nextSerial());
            for (int i = 0; i < CODES_A_MESSAGE && codes.hasNext(); i++) {
                message.addCodes(codes.next());
            }
            responses.onNext(message.build());
        }
    }
}
