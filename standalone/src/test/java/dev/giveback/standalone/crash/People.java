package dev.giveback.standalone.crash;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc.CustomerServiceBlockingStub;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.EraseCustomerResponse;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc.PointsServiceBlockingStub;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.TransferPointsRequest;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** Calls about people and about what goes from one to another, to a standalone's gateway over the network. */
final class People implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 15;

    private final ManagedChannel channel;
    private final String program;

    People(StandaloneProcess standalone, String program) {
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", standalone.grpcPort())
                .intercept(standalone.calling())
                .usePlaintext()
                .directExecutor()
                .build();
        this.program = program;
    }

    private CustomerServiceBlockingStub customers() {
        return CustomerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private PointsServiceBlockingStub points() {
        return PointsServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private String name(String customer) {
        return "programs/" + program + "/customers/" + customer;
    }

    void give(String customer, long points) {
        var unused = points().adjustPoints(AdjustPointsRequest.newBuilder()
                .setCustomer(name(customer))
                .setRequestId("give-" + customer)
                .setPoints(points)
                .setReason("welcome")
                .build());
    }

    Customer customer(String customer) {
        return customers()
                .getCustomer(
                        GetCustomerRequest.newBuilder().setName(name(customer)).build())
                .getCustomer();
    }

    /** Names a customer, which is sealed under its key. */
    void call(String customer, String givenName) {
        var unused = customers()
                .updateProfile(UpdateProfileRequest.newBuilder()
                        .setCustomer(name(customer))
                        .setRequestId("call-" + customer)
                        .setProfile(Profile.newBuilder().setGivenName(givenName))
                        .build());
    }

    String givenName(String customer) {
        return customers()
                .getProfile(
                        GetProfileRequest.newBuilder().setName(name(customer)).build())
                .getProfile()
                .getGivenName();
    }

    /** Sends points; whether they were taken is known, or not when the call fails. */
    boolean transfer(String from, String to, String id, long points) {
        try {
            var unused = points().transferPoints(TransferPointsRequest.newBuilder()
                    .setCustomer(name(from))
                    .setRequestId(id)
                    .setRecipient(name(to))
                    .setTransferId(id)
                    .setPoints(points)
                    .setReference("for tea")
                    .build());
            return true;
        } catch (StatusRuntimeException refusedOrUnknown) {
            return false;
        }
    }

    /** Merges one into another; whether it is done is known, or not when the call fails. */
    boolean merge(String source, String target) {
        try {
            var unused = customers()
                    .mergeCustomers(MergeCustomersRequest.newBuilder()
                            .setSource(name(source))
                            .setTarget(name(target))
                            .setRequestId("merge-" + source)
                            .build());
            return true;
        } catch (StatusRuntimeException refusedOrUnknown) {
            return false;
        }
    }

    /** The same request for a customer whenever it is made. */
    EraseCustomerResponse erase(String customer) {
        return JournalServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .eraseCustomer(EraseCustomerRequest.newBuilder()
                        .setCustomer(name(customer))
                        .setRequestId("erase-" + customer)
                        .setContext(AdminContext.newBuilder().setOperator("kim").setReason("ticket 7"))
                        .build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
