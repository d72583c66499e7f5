package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.grpc.CustomerCalls.ChangeCall;
import dev.giveback.loyalty.journal.Statements;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.AdjustPointsResponse;
import dev.giveback.loyalty.v1.CaptureHoldRequest;
import dev.giveback.loyalty.v1.CaptureHoldResponse;
import dev.giveback.loyalty.v1.EarnPointsRequest;
import dev.giveback.loyalty.v1.EarnPointsResponse;
import dev.giveback.loyalty.v1.GetTransferRequest;
import dev.giveback.loyalty.v1.GetTransferResponse;
import dev.giveback.loyalty.v1.HoldPointsRequest;
import dev.giveback.loyalty.v1.HoldPointsResponse;
import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.ListLotsResponse;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesResponse;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.RedeemPointsResponse;
import dev.giveback.loyalty.v1.ReleaseHoldRequest;
import dev.giveback.loyalty.v1.ReleaseHoldResponse;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.TransferPointsRequest;
import dev.giveback.loyalty.v1.TransferPointsResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Points outside a checkout, by gRPC. */
final class PointsGrpcService extends PointsServiceGrpc.PointsServiceImplBase {
    private final CustomerCalls calls;
    private final Statements statements;
    private final TransferCalls transfers;

    PointsGrpcService(CustomerCalls calls, Statements statements, TransferCalls transfers) {
        this.calls = calls;
        this.statements = statements;
        this.transfers = transfers;
    }

    @Override
    public void earnPoints(EarnPointsRequest call, StreamObserver<EarnPointsResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        !call.getReference().isEmpty(),
                        (request, program, sealer) -> CommandMapper.earn(call, request, sealer),
                        (event, program) -> AnswerMapper.earned(event)),
                responses);
    }

    @Override
    public void redeemPoints(RedeemPointsRequest call, StreamObserver<RedeemPointsResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        !call.getReference().isEmpty(),
                        (request, program, sealer) -> CommandMapper.redeem(call, request, sealer),
                        (event, program) -> AnswerMapper.redeemed(event)),
                responses);
    }

    @Override
    public void holdPoints(HoldPointsRequest call, StreamObserver<HoldPointsResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> CommandMapper.hold(call, request),
                        (event, program) -> AnswerMapper.held(event)),
                responses);
    }

    @Override
    public void captureHold(CaptureHoldRequest call, StreamObserver<CaptureHoldResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> CommandMapper.capture(call, request),
                        (event, program) -> AnswerMapper.captured(event)),
                responses);
    }

    @Override
    public void releaseHold(ReleaseHoldRequest call, StreamObserver<ReleaseHoldResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> CommandMapper.release(call, request),
                        (event, program) -> AnswerMapper.released(event)),
                responses);
    }

    @Override
    public void adjustPoints(AdjustPointsRequest call, StreamObserver<AdjustPointsResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        !call.getReason().isEmpty(),
                        (request, program, sealer) -> CommandMapper.adjust(call, request, sealer),
                        (event, program) -> AnswerMapper.adjusted(event)),
                responses);
    }

    @Override
    public void transferPoints(TransferPointsRequest call, StreamObserver<TransferPointsResponse> responses) {
        transfers.transfer(call, responses);
    }

    @Override
    public void getTransfer(GetTransferRequest call, StreamObserver<GetTransferResponse> responses) {
        transfers.get(call, responses);
    }

    @Override
    public void listLots(ListLotsRequest call, StreamObserver<ListLotsResponse> responses) {
        calls.readThen(
                call.getParent(),
                "parent",
                standing ->
                        opened(lots(standing, PageTokens.lastLot(call.getPageToken()), Pages.size(call.getPageSize()))),
                responses);
    }

    private CompletionStage<ListLotsResponse> opened(ListLotsResponse page) {
        List<String> texts = page.getLotsList().stream()
                .map(dev.giveback.loyalty.v1.Lot::getReference)
                .toList();
        return calls.seals().opener(texts).thenApply(opener -> {
            ListLotsResponse.Builder opened = page.toBuilder();
            opened.getLotsBuilderList().forEach(lot -> lot.setReference(opener.text(lot.getReference())));
            return opened.build();
        });
    }

    private static ListLotsResponse lots(Standing standing, LotKey last, int size) {
        Map<Long, Long> held = standing.customer().held(standing.now());
        List<Lot> left = standing.customer().lots().inOrder().stream()
                .filter(lot -> LotKey.of(lot).compareTo(last) > 0)
                .limit(size + 1L)
                .toList();
        ListLotsResponse.Builder page = ListLotsResponse.newBuilder();
        left.stream()
                .limit(size)
                .forEach(lot -> page.addLots(StandingMapper.lot(lot, held.getOrDefault(lot.id(), 0L))));
        if (left.size() > size) {
            page.setNextPageToken(PageTokens.after(LotKey.of(left.get(size - 1))));
        }
        return page.build();
    }

    @Override
    public void listStatementEntries(
            ListStatementEntriesRequest call, StreamObserver<ListStatementEntriesResponse> responses) {
        try {
            CustomerId id = Checks.customer(call.getParent(), "parent");
            long before = PageTokens.lastSequenceNumber(call.getPageToken());
            int size = Pages.size(call.getPageSize());
            Responses.send(
                    calls.withProgram(
                            id.program(),
                            program -> statements
                                    .before(id, before, size + 1)
                                    .thenCompose(entries -> Texts.opened(entries, calls.seals()))
                                    .thenApply(entries -> statement(entries, size, call.getPageToken()))),
                    responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private static ListStatementEntriesResponse statement(List<StatementEntry> entries, int size, String token) {
        if (entries.isEmpty() && token.isEmpty()) {
            throw CustomerCalls.refused(Reason.CUSTOMER_NOT_FOUND, "parent: nothing is known of this customer");
        }
        ListStatementEntriesResponse.Builder page = ListStatementEntriesResponse.newBuilder();
        entries.stream().limit(size).forEach(page::addEntries);
        if (entries.size() > size) {
            page.setNextPageToken(PageTokens.after(entries.get(size - 1).getSequenceNumber()));
        }
        return page.build();
    }
}
