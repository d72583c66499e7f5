package dev.giveback.loyalty.late;

import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Change.OrdersRederived;
import dev.giveback.loyalty.domain.Change.RederivedOrder;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Program;
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
import java.time.Instant;
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
            if (call.getRequestId().isEmpty()) {
                throw RefusalStatus.of(Refusal.field("request_id", "must be 1 to 64 characters"));
            }
            if (call.getContext().getReason().isBlank()) {
                throw RefusalStatus.of(Refusal.field("context.reason", "must be said, because this changes points"));
            }
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

    private static CustomerId customer(String name) {
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
            History history = outcome.history();
            int before = history.before(request.id());
            Customer customer = history.after(before);
            Program program = outcome.programs().current();
            return switch (outcome.reply()) {
                case CustomerReply.Recorded recorded -> told(recorded.event(), customer, program, before);
                case CustomerReply.Unchanged unchanged -> same(customer, program, outcome.now());
                case CustomerReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
                case CustomerReply.Standing standing -> throw new IllegalStateException("standing");
                case CustomerReply.Quoted quoted -> throw new IllegalStateException("quoted");
            };
        }

        private Rederivation same(Customer customer, Program program, Instant now) {
            String tier = customer.tier(program, now).tierId();
            return Rederivation.newBuilder()
                    .setCustomer(call.getCustomer())
                    .setTierBefore(tier)
                    .setTierAfter(tier)
                    .setTotalAfter(customer.balance(now).total())
                    .build();
        }

        private Rederivation told(CustomerEvent event, Customer customer, Program program, int before) {
            OrdersRederived change = (OrdersRederived) event.change();
            String tier = customer.tier(program, event.header().time()).tierId();
            Rederivation.Builder told = Rederivation.newBuilder()
                    .setCustomer(call.getCustomer())
                    .addAllLateOrderIds(change.lateOrderIds())
                    .setTierBefore(tier)
                    .setTierAfter(
                            event.header().tier() == null
                                    ? tier
                                    : event.header().tier().tierId())
                    .setTotalAfter(event.header().balanceAfter().total())
                    .setChanged(true)
                    .setSequenceNumber(call.getValidateOnly() ? 0 : before + 1L);
            change.orders().forEach(order -> told.addOrders(of(order)));
            return told.build();
        }

        private static dev.giveback.loyalty.v1.RederivedOrder of(RederivedOrder order) {
            return dev.giveback.loyalty.v1.RederivedOrder.newBuilder()
                    .setOrderId(order.orderId())
                    .setPointsBefore(order.before())
                    .setPointsAfter(order.after())
                    .setPointsAdded(order.added())
                    .setPointsTaken(LotUse.sum(order.uses()))
                    .setPointsOwed(order.owed())
                    .setPointsForgiven(order.forgiven())
                    .build();
        }
    }
}
