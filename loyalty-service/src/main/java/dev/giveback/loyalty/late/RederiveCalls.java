package dev.giveback.loyalty.late;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Change.OrdersRederived;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.v1.Rederivation;
import dev.giveback.loyalty.v1.RederiveCustomerRequest;
import dev.giveback.loyalty.v1.RederiveCustomerResponse;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.contract.Fingerprint;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code RederiveCustomer}: between the records of its act. */
public final class RederiveCalls {
    private final Rederivations rederivations;
    private final AdminActs acts;

    /** The calls. */
    public RederiveCalls(Rederivations rederivations, AdminActs acts) {
        this.rederivations = rederivations;
        this.acts = acts;
    }

    /** Carries out a call; it blocks nobody. */
    public void rederive(
            RederiveCustomerRequest call, String principal, StreamObserver<RederiveCustomerResponse> responses) {
        try {
            CustomerId id = customer(call.getCustomer());
            check(call.getRequestId(), call.getContext());
            Request request = new Request(call.getRequestId(), Fingerprint.of(call), principal);
            AdminAsk ask = new AdminAsk(
                    "RederiveCustomer",
                    call.getCustomer(),
                    principal,
                    call.getContext().getOperator(),
                    call.getContext().getReason(),
                    Map.of("validate_only", Boolean.toString(call.getValidateOnly())));
            Responses.send(acts.around(ask, new Act(id, request, call)), responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    static void check(String requestId, AdminContext context) {
        if (requestId.isEmpty()) {
            throw RefusalStatus.of(Refusal.field("request_id", "must be 1 to 64 characters"));
        }
        if (context.getReason().isBlank()) {
            throw RefusalStatus.of(Refusal.field("context.reason", "must be said, because this changes points"));
        }
    }

    static CustomerId customer(String name) {
        CustomerId id = CustomerId.parse(name);
        if (id == null) {
            throw RefusalStatus.of(Refusal.field("customer", CustomerId.RULE));
        }
        return id;
    }

    private final class Act implements AdminActs.Act<RederiveCustomerResponse> {
        private final CustomerId id;
        private final Request request;
        private final RederiveCustomerRequest call;

        Act(CustomerId id, Request request, RederiveCustomerRequest call) {
            this.id = id;
            this.request = request;
            this.call = call;
        }

        @Override
        public CompletionStage<RederiveCustomerResponse> run() {
            return rederivations
                    .rederive(id, request, call.getContext().getReason(), call.getValidateOnly())
                    .thenApply(outcome -> RederiveCustomerResponse.newBuilder()
                            .setRederivation(answer(outcome))
                            .build());
        }

        @Override
        public Map<String, String> figures(@Nullable RederiveCustomerResponse answer, @Nullable Throwable failure) {
            return answer == null
                    ? Map.of()
                    : Map.of(
                            "orders", Integer.toString(answer.getRederivation().getOrdersCount()),
                            "changed", Boolean.toString(answer.getRederivation().getChanged()));
        }

        private Rederivation answer(Rederivations.Outcome outcome) {
            RederivationAnswer answer = RederivationAnswer.of(call.getCustomer(), request.id(), outcome);
            return switch (outcome.reply()) {
                case CustomerReply.Recorded recorded ->
                    answer.told(
                            recorded.event(), (OrdersRederived) recorded.event().change(), call.getValidateOnly());
                case CustomerReply.Unchanged unchanged -> answer.same();
                case CustomerReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
                case CustomerReply.Standing standing -> throw new IllegalStateException("standing");
                case CustomerReply.Quoted quoted -> throw new IllegalStateException("quoted");
            };
        }
    }
}
