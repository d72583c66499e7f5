package dev.giveback.loyalty.late;

import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Correction;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.WantedCorrection;
import dev.giveback.loyalty.v1.CorrectOrderRequest;
import dev.giveback.loyalty.v1.CorrectOrderResponse;
import dev.giveback.loyalty.v1.OrderCorrection;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.contract.Fingerprint;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code CorrectOrder}: between the records of its act. */
public final class CorrectCalls {
    private final Rederivations rederivations;
    private final AdminActs acts;

    /** The calls. */
    public CorrectCalls(Rederivations rederivations, AdminActs acts) {
        this.rederivations = rederivations;
        this.acts = acts;
    }

    /** Carries out a call; it blocks nobody. */
    public void correct(CorrectOrderRequest call, String principal, StreamObserver<CorrectOrderResponse> responses) {
        try {
            CustomerId id = RederiveCalls.customer(call.getCustomer());
            RederiveCalls.check(call.getRequestId(), call.getContext());
            WantedCorrection wanted = WantedMapper.of(call);
            Request request = new Request(call.getRequestId(), Fingerprint.of(call), principal);
            AdminAsk ask = new AdminAsk(
                    "CorrectOrder",
                    call.getCustomer(),
                    principal,
                    call.getContext().getOperator(),
                    call.getContext().getReason(),
                    Map.of(
                            "order_id",
                            call.getOrderId(),
                            "lines",
                            Integer.toString(call.getLinesCount()),
                            "purchase_time",
                            wanted.purchaseTime() == null
                                    ? ""
                                    : wanted.purchaseTime().toString(),
                            "validate_only",
                            Boolean.toString(call.getValidateOnly())));
            Responses.send(acts.around(ask, new Act(id, request, wanted, call)), responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private final class Act implements AdminActs.Act<CorrectOrderResponse> {
        private final CustomerId id;
        private final Request request;
        private final WantedCorrection wanted;
        private final CorrectOrderRequest call;

        Act(CustomerId id, Request request, WantedCorrection wanted, CorrectOrderRequest call) {
            this.id = id;
            this.request = request;
            this.wanted = wanted;
            this.call = call;
        }

        @Override
        public CompletionStage<CorrectOrderResponse> run() {
            return rederivations
                    .correct(id, request, call.getContext().getReason(), wanted, call.getValidateOnly())
                    .thenApply(outcome -> CorrectOrderResponse.newBuilder()
                            .setCorrection(answer(outcome))
                            .build());
        }

        @Override
        public Map<String, String> figures(@Nullable CorrectOrderResponse answer, @Nullable Throwable failure) {
            return answer == null
                    ? Map.of()
                    : Map.of(
                            "points_before",
                            Long.toString(answer.getCorrection().getBefore().getPointsEarned()),
                            "points_after",
                            Long.toString(answer.getCorrection().getAfter().getPointsEarned()),
                            "orders",
                            Integer.toString(
                                    answer.getCorrection().getRederivation().getOrdersCount()));
        }

        private OrderCorrection answer(Rederivations.Outcome outcome) {
            return switch (outcome.reply()) {
                case CustomerReply.Recorded recorded -> told(outcome, recorded.event());
                case CustomerReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
                case CustomerReply.Unchanged unchanged -> throw new IllegalStateException("unchanged");
                case CustomerReply.Standing standing -> throw new IllegalStateException("standing");
                case CustomerReply.Quoted quoted -> throw new IllegalStateException("quoted");
            };
        }

        private OrderCorrection told(Rederivations.Outcome outcome, CustomerEvent event) {
            OrderCorrected corrected = (OrderCorrected) event.change();
            RederivationAnswer answer = RederivationAnswer.of(call.getCustomer(), request.id(), outcome);
            List<CustomerEvent> events =
                    new ArrayList<>(outcome.history().events().subList(0, answer.before()));
            OrderCorrection.Builder told =
                    OrderCorrection.newBuilder().setBefore(KnownOrder.of(Correction.known(events, call.getOrderId())));
            events.add(event);
            return told.setAfter(KnownOrder.of(Correction.known(events, call.getOrderId())))
                    .setRederivation(answer.told(event, corrected.settled(), call.getValidateOnly()))
                    .build();
        }
    }
}
