package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.type.Money;
import dev.giveback.access.v1.Key;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListEventsRequest;
import dev.giveback.loyalty.v1.ListProgramsRequest;
import dev.giveback.loyalty.v1.ListProgramsResponse;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.testkit.TestGuard;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two shops in one installation, each with a key of its own, through the gateway to the real services. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TenantsTest {
    private final WholePath path = WholePath.start();
    private final ManagedChannel door = NettyChannelBuilder.forAddress("127.0.0.1", path.port())
            .usePlaintext()
            .build();
    private final String keyOfNorth =
            path.guard().key(Key.newBuilder().addScopes("*").addPrograms("programs/north"));
    private final Channel north = ClientInterceptors.intercept(door, TestGuard.calling(keyOfNorth));

    @BeforeAll
    void createBoth() {
        for (String name : new String[] {"north", "south"}) {
            Program program = Program.newBuilder()
                    .setName("programs/" + name)
                    .setCurrencyCode("GBP")
                    .setTimeZone("Europe/London")
                    .setEarning(EarningPolicy.newBuilder()
                            .setRate(EarningRate.newBuilder()
                                    .setPoints(1)
                                    .setPer(Money.newBuilder()
                                            .setCurrencyCode("GBP")
                                            .setUnits(1))))
                    .build();
            assertThat(ProgramServiceGrpc.newBlockingStub(path.gateway())
                            .createProgram(CreateProgramRequest.newBuilder()
                                    .setRequestId(name)
                                    .setProgram(program)
                                    .build())
                            .getProgram()
                            .getName())
                    .isEqualTo("programs/" + name);
            assertThat(PointsServiceGrpc.newBlockingStub(path.gateway())
                            .adjustPoints(adjustment("programs/" + name + "/customers/ada"))
                            .getSerializedSize())
                    .isPositive();
        }
    }

    @AfterAll
    void stop() {
        door.shutdownNow();
        path.close();
    }

    @Test
    void aShopSeesItsOwnProgramAlone() {
        ListProgramsResponse all = ProgramServiceGrpc.newBlockingStub(path.gateway())
                .listPrograms(ListProgramsRequest.getDefaultInstance());
        ListProgramsResponse own =
                ProgramServiceGrpc.newBlockingStub(north).listPrograms(ListProgramsRequest.getDefaultInstance());

        assertThat(all.getProgramsList()).extracting(Program::getName).contains("programs/north", "programs/south");
        assertThat(own.getProgramsList()).extracting(Program::getName).containsExactly("programs/north");
    }

    @Test
    void anotherShopsCustomerIsRefusedAsOneOfAShopThatIsNotThere() {
        assertThat(CustomerServiceGrpc.newBlockingStub(north)
                        .getCustomer(named("programs/north/customers/ada"))
                        .getCustomer()
                        .getName())
                .isEqualTo("programs/north/customers/ada");
        Status others = refusal("programs/south/customers/ada");
        Status nobodys = refusal("programs/nowhere/customers/ada");

        assertThat(others.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(others.getDescription()).isEqualTo(nobodys.getDescription());
    }

    @Test
    void anEventSaysWhoAsked() {
        String customer = "programs/north/customers/bob";
        var unused = PointsServiceGrpc.newBlockingStub(north).adjustPoints(adjustment(customer));

        assertThat(JournalServiceGrpc.newBlockingStub(north)
                        .listEvents(ListEventsRequest.newBuilder()
                                .setCustomer(customer)
                                .setContext(AdminContext.newBuilder().setReason("a test"))
                                .build())
                        .getEventsList())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.toString()).contains("keys/" + TestGuard.idOf(keyOfNorth)));
    }

    private Status refusal(String name) {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> CustomerServiceGrpc.newBlockingStub(north).getCustomer(named(name)));
        return refused.getStatus();
    }

    private static GetCustomerRequest named(String name) {
        return GetCustomerRequest.newBuilder().setName(name).build();
    }

    private static AdjustPointsRequest adjustment(String customer) {
        return AdjustPointsRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("adjust")
                .setPoints(7)
                .setReason("a gift")
                .build();
    }
}
