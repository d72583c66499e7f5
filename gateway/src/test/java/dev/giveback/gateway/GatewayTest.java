package dev.giveback.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.rpc.BadRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.EchoHandler;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway with its real routes. */
final class GatewayTest {
    private final TestBackend fixture = new TestBackend();

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void anEchoComesBackThroughTheGatewayAndIsValidatedBehindIt() throws Exception {
        fixture.keep(GrpcServer.start(
                TestBackend.settings(),
                List.of(new Endpoint.InProcess("loyalty")),
                List.of(EchoHandler.service()),
                List.of(),
                new SimpleMeterRegistry()));
        Channel gateway = gateway(fixture.keep(Channels.inProcess("loyalty")));
        var echo = EchoServiceGrpc.newBlockingStub(gateway);

        assertThat(echo.echo(EchoRequest.getDefaultInstance()).getPayload()).isEqualTo(ByteString.EMPTY);
        assertThat(echo.echo(payload(1024)).getPayload())
                .isEqualTo(payload(1024).getPayload());
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> echo.echo(payload(1025)));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(refused));
        assertThat(status.getDetails(1)
                        .unpack(BadRequest.class)
                        .getFieldViolations(0)
                        .getField())
                .isEqualTo("payload");
    }

    @Test
    void recommendationsComeFromTheirOwnServiceAndItsAbsenceLeavesTheOthersWorking() {
        fixture.keep(GrpcServer.start(
                TestBackend.settings(),
                List.of(new Endpoint.InProcess("loyalty")),
                List.of(EchoHandler.service()),
                List.of(),
                new SimpleMeterRegistry()));
        Channel gateway =
                gateway(fixture.keep(Channels.inProcess("loyalty")), fixture.keep(Channels.inProcess("nobody")));

        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> RecommendationServiceGrpc.newBlockingStub(gateway)
                        .recommend(RecommendRequest.getDefaultInstance()));

        assertThat(refused.getStatus().getDescription()).isEqualTo("the recommendation service cannot be reached");
        assertThat(EchoServiceGrpc.newBlockingStub(gateway)
                        .echo(EchoRequest.getDefaultInstance())
                        .getPayload())
                .isEqualTo(ByteString.EMPTY);
    }

    @Test
    void aBackendThatCannotBeReachedIsUnavailableWithoutItsAddress() throws IOException {
        String address = "127.0.0.1:" + closedPort();

        assertUnreachable(gateway(fixture.keep(Channels.network(address))));
        assertUnreachable(gateway(fixture.keep(Channels.inProcess("nobody"))));
    }

    private static void assertUnreachable(Channel gateway) {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> CustomerServiceGrpc.newBlockingStub(gateway)
                        .getCustomer(GetCustomerRequest.getDefaultInstance()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.getStatus().getDescription()).isEqualTo("the loyalty service cannot be reached");
    }

    @Test
    void healthIsTheGatewaysOwn() {
        var health = HealthGrpc.newBlockingStub(gateway(fixture.keep(Channels.inProcess("nobody"))));

        for (String service : List.of("", "giveback.loyalty.v1.CheckoutService")) {
            assertThat(health.check(HealthCheckRequest.newBuilder()
                                    .setService(service)
                                    .build())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void reflectionListsTheRoutedServicesAndDescribesThem() throws Exception {
        Channel gateway = gateway(fixture.keep(Channels.inProcess("nobody")));

        ServerReflectionResponse list =
                reflect(gateway, ServerReflectionRequest.newBuilder().setListServices(""));
        ServerReflectionResponse file = reflect(
                gateway,
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("giveback.loyalty.v1.CheckoutService.CompleteCheckout"));

        assertThat(list.getListServicesResponse().getServiceList())
                .extracting(ServiceResponse::getName)
                .containsExactlyInAnyOrder(
                        "giveback.access.v1.AccessService",
                        "giveback.coupon.v1.CampaignJournalService",
                        "giveback.coupon.v1.CampaignService",
                        "giveback.coupon.v1.CodeService",
                        "giveback.feedback.v1.AnswerService",
                        "giveback.feedback.v1.ContactService",
                        "giveback.feedback.v1.FeedbackService",
                        "giveback.feedback.v1.OutreachService",
                        "giveback.feedback.v1.ReferralService",
                        "giveback.insight.v1.InsightService",
                        "giveback.loyalty.v1.CheckoutService",
                        "giveback.loyalty.v1.CouponService",
                        "giveback.loyalty.v1.CustomerService",
                        "giveback.loyalty.v1.JournalService",
                        "giveback.loyalty.v1.PointsService",
                        "giveback.loyalty.v1.ProgramService",
                        "giveback.operations.v1.OperationsService",
                        "giveback.platform.v1.EchoService",
                        "giveback.recommendation.v1.CatalogueService",
                        "giveback.recommendation.v1.ModelService",
                        "giveback.recommendation.v1.RecommendationService",
                        "giveback.webhook.v1.WebhookService",
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1.ServerReflection");
        ByteString bytes = file.getFileDescriptorResponse().getFileDescriptorProto(0);
        assertThat(FileDescriptorProto.parseFrom(bytes).getService(0).getName()).isEqualTo("CheckoutService");
    }

    @Test
    void aBackendWithoutAChannelIsAProgrammersError() {
        assertThatThrownBy(() -> fixture.front(Route.ALL, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("backends: [access] (expected: a channel for loyalty");
    }

    @Test
    void theShippedSettingsAreReadAndAnOverrideWins() {
        GatewaySettings settings = GatewaySettings.from(
                Settings.load(Map.of("giveback.gateway.grpc.port", 1234), GatewaySettings.RESOURCE));

        assertThat(settings.endpoint()).isEqualTo(new Endpoint.Network("127.0.0.1", 1234));
        assertThat(settings.grpc().maxInboundMessageBytes()).isEqualTo(256 * 1024);
    }

    @Test
    void aWrongPortIsToldByKeyValueAndExpectation() {
        Settings settings = Settings.load(Map.of("giveback.gateway.grpc.port", "high"), GatewaySettings.RESOURCE);

        assertThatThrownBy(() -> GatewaySettings.from(settings))
                .isInstanceOf(StartupException.class)
                .hasMessage("setting giveback.gateway.grpc.port: high (expected: a whole number from 0 to 65535;"
                        + " set by command line)");
    }

    private Channel gateway(Channel loyalty) {
        return gateway(loyalty, loyalty);
    }

    private Channel gateway(Channel loyalty, Channel recommendation) {
        return fixture.front(
                Route.ALL,
                Map.of(
                        Gateway.LOYALTY, loyalty,
                        Gateway.COUPON, loyalty,
                        Gateway.RECOMMENDATION, recommendation,
                        Gateway.FEEDBACK, loyalty,
                        Gateway.OPERATIONS, loyalty));
    }

    private static EchoRequest payload(int bytes) {
        return EchoRequest.newBuilder()
                .setPayload(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ServerReflectionResponse reflect(Channel channel, ServerReflectionRequest.Builder request)
            throws Exception {
        CompletableFuture<ServerReflectionResponse> response = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> asking = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse value) {
                        response.complete(value);
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        response.completeExceptionally(thrown);
                    }

                    @Override
                    public void onCompleted() {}
                });
        asking.onNext(request.build());
        ServerReflectionResponse answer = response.get(20, TimeUnit.SECONDS);
        asking.onCompleted();
        return answer;
    }
}
