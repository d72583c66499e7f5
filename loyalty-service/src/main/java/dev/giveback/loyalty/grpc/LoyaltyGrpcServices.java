package dev.giveback.loyalty.grpc;

import dev.giveback.insight.v1.InsightServiceGrpc;
import dev.giveback.loyalty.actor.Customers;
import dev.giveback.loyalty.actor.MergeSaga;
import dev.giveback.loyalty.actor.TransferSaga;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.directory.Directory;
import dev.giveback.loyalty.journal.Statements;
import dev.giveback.loyalty.privacy.Seals;
import dev.giveback.loyalty.program.ProgramRegistry;
import dev.giveback.loyalty.rules.ConditionCache;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CouponFeedServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.OrderFeedServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.platform.grpc.RequestValidation;
import dev.giveback.platform.grpc.RequestValidator;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What this service offers by gRPC about customers. */
public final class LoyaltyGrpcServices {
    private LoyaltyGrpcServices() {}

    /**
     * The services about customers.
     *
     * @param conditions of coupons
     * @param seals of personal values
     * @param blocking whose threads may take their time
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param timeout the longest that a customer's actor is waited for
     */
    public static List<ServerServiceDefinition> of(
            Customers customers,
            ProgramRegistry programs,
            Directory directory,
            Statements statements,
            ConditionCache conditions,
            Seals seals,
            Executor blocking,
            Supplier<String> principal,
            Duration timeout) {
        CustomerCalls calls = new CustomerCalls(customers, programs, seals, principal, timeout);
        return List.of(
                new CustomerGrpcService(calls, directory, new MergeSaga(customers)).bindService(),
                new PointsGrpcService(calls, statements, new TransferCalls(calls, new TransferSaga(customers)))
                        .bindService(),
                new CheckoutGrpcService(calls, conditions, blocking).bindService(),
                new CouponGrpcService(calls, conditions, blocking).bindService());
    }

    /** Checks every request against the rules of the contract before a handler sees it. */
    public static ServerInterceptor validation() {
        return new RequestValidation(RequestValidator.forServices(
                RefusalStatus.DOMAIN,
                ProgramServiceGrpc.getServiceDescriptor(),
                CustomerServiceGrpc.getServiceDescriptor(),
                PointsServiceGrpc.getServiceDescriptor(),
                CheckoutServiceGrpc.getServiceDescriptor(),
                CouponServiceGrpc.getServiceDescriptor(),
                CouponFeedServiceGrpc.getServiceDescriptor(),
                OrderFeedServiceGrpc.getServiceDescriptor(),
                JournalServiceGrpc.getServiceDescriptor(),
                InsightServiceGrpc.getServiceDescriptor(),
                NodeServiceGrpc.getServiceDescriptor(),
                EchoServiceGrpc.getServiceDescriptor()));
    }
}
