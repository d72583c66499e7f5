package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.actor.TransferSaga;
import dev.giveback.loyalty.actor.TransferSaga.Outcome;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Change.PointsSent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.loyalty.domain.Transfer;
import dev.giveback.loyalty.grpc.CustomerCalls.StepsCall;
import dev.giveback.loyalty.v1.GetTransferRequest;
import dev.giveback.loyalty.v1.GetTransferResponse;
import dev.giveback.loyalty.v1.TransferPointsRequest;
import dev.giveback.loyalty.v1.TransferPointsResponse;
import dev.giveback.loyalty.v1.TransferState;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Transfers between customers, by gRPC. */
final class TransferCalls {
    private final CustomerCalls calls;
    private final TransferSaga saga;

    TransferCalls(CustomerCalls calls, TransferSaga saga) {
        this.calls = calls;
        this.saga = saga;
    }

    void transfer(TransferPointsRequest call, StreamObserver<TransferPointsResponse> responses) {
        calls.take(
                new StepsCall(
                        call,
                        call.getCustomer(),
                        "customer",
                        call.getRequestId(),
                        call.getValidateOnly(),
                        !call.getReference().isEmpty()),
                (sender, request, sealer, patience) -> {
                    TransferSaga.Order order = new TransferSaga.Order(
                            request,
                            Checks.id(call.getTransferId(), "transfer_id"),
                            Checks.otherCustomer(call.getRecipient(), sender, "recipient"),
                            call.getPoints(),
                            sealer.text(call.getReference()));
                    return saga.transfer(sender, order, call.getValidateOnly(), patience)
                            .thenApply(outcome -> answer(outcome, sender, call.getReference()));
                },
                responses);
    }

    void get(GetTransferRequest call, StreamObserver<GetTransferResponse> responses) {
        calls.readMergedTooThen(
                call.getCustomer(),
                "customer",
                standing -> {
                    Transfer transfer = standing.customer().sagas().transfer(call.getTransferId());
                    if (transfer == null) {
                        throw CustomerCalls.refused(
                                Reason.TRANSFER_NOT_FOUND,
                                "transfer_id: the customer has sent no transfer " + call.getTransferId());
                    }
                    CustomerId sender = new CustomerId(
                            standing.program().id(),
                            Checks.customer(call.getCustomer(), "customer").customer());
                    return calls.seals()
                            .opener(List.of(transfer.reference()))
                            .thenApply(opener -> GetTransferResponse.newBuilder()
                                    .setTransfer(published(transfer, sender, opener.text(transfer.reference())))
                                    .build());
                },
                responses);
    }

    private static TransferPointsResponse answer(Outcome outcome, CustomerId sender, String reference) {
        return switch (outcome) {
            case Outcome.Refusing refusing -> throw RefusalStatus.of(refusing.refusal());
            case Outcome.Arrived arrived ->
                TransferPointsResponse.newBuilder()
                        .setTransfer(published(arrived.transfer(), sender, reference))
                        .addAllUses(AnswerMapper.uses(
                                SpentLot.uses(((PointsSent) arrived.sent().change()).lots())))
                        .setBalance(AnswerMapper.balance(arrived.sent().header().balanceAfter()))
                        .build();
        };
    }

    static dev.giveback.loyalty.v1.Transfer published(Transfer transfer, CustomerId sender, String reference) {
        dev.giveback.loyalty.v1.Transfer.Builder published = dev.giveback.loyalty.v1.Transfer.newBuilder()
                .setTransferId(transfer.id())
                .setCustomer(sender.name())
                .setRecipient(new CustomerId(sender.program(), transfer.recipient()).name())
                .setPoints(transfer.points())
                .setReference(reference)
                .setState(state(transfer))
                .setSendTime(AnswerMapper.timestamp(transfer.sent()));
        if (transfer.ended() != null) {
            published.setEndTime(AnswerMapper.timestamp(transfer.ended()));
        }
        if (transfer.declined() != null) {
            published.setReturnReason(transfer.declined().name());
        }
        return published.build();
    }

    private static TransferState state(Transfer transfer) {
        if (transfer.isUnderWay()) {
            return TransferState.TRANSFER_STATE_UNDER_WAY;
        }
        return transfer.declined() == null
                ? TransferState.TRANSFER_STATE_SETTLED
                : TransferState.TRANSFER_STATE_RETURNED;
    }
}
