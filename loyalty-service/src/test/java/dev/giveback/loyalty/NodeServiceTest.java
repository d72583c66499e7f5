package dev.giveback.loyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.insight.v1.DayFigures;
import dev.giveback.insight.v1.GetDailyFiguresRequest;
import dev.giveback.insight.v1.InsightServiceGrpc;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.operations.v1.RegionStatus;
import dev.giveback.platform.v1.CancelNodeWorkRequest;
import dev.giveback.platform.v1.GetNodeRequest;
import dev.giveback.platform.v1.GetNodeResponse;
import dev.giveback.platform.v1.ListNodeProjectionsRequest;
import dev.giveback.platform.v1.ListNodeWorksRequest;
import dev.giveback.platform.v1.NodeServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import dev.giveback.platform.v1.SetProjectionPausedRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service says of itself, and what an operator may do about it. */
@SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
final class NodeServiceTest {
    private static final String FIGURES = "program-figures";

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private static NodeServiceBlockingStub node(RunningLoyalty loyalty) {
        return NodeServiceGrpc.newBlockingStub(loyalty.channel()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static Projection figures(RunningLoyalty loyalty) {
        return node(loyalty)
                .listNodeProjections(ListNodeProjectionsRequest.getDefaultInstance())
                .getProjectionsList()
                .stream()
                .filter(projection -> projection.getName().equals(FIGURES))
                .findFirst()
                .orElseThrow();
    }

    private static Projection pause(RunningLoyalty loyalty, boolean paused) {
        return node(loyalty)
                .setProjectionPaused(SetProjectionPausedRequest.newBuilder()
                        .setProjection(FIGURES)
                        .setPaused(paused)
                        .build())
                .getProjection();
    }

    private static long orders(RunningLoyalty loyalty) {
        return InsightServiceGrpc.newBlockingStub(loyalty.channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .getDailyFigures(GetDailyFiguresRequest.newBuilder()
                        .setName("programs/shop")
                        .build())
                .getDaysList()
                .stream()
                .mapToLong(DayFigures::getOrderCount)
                .sum();
    }

    private static void buy(RunningLoyalty loyalty, String order) {
        loyalty.checkouts()
                .completeCheckout(
                        Requests.checkout("programs/shop/customers/anna", order, Requests.line("TEA", 1, 1_000)));
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the patience for it").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void aPausedProjectionRestsOverARestartUntilItIsResumed() throws Exception {
        try (RunningLoyalty loyalty = RunningLoyalty.start(database)) {
            loyalty.programs().createProgram(Requests.program("shop"));
            buy(loyalty, "o1");
            until(() -> figures(loyalty).getPlace().contains(":") && orders(loyalty) == 1);
            assertThat(figures(loyalty).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_RUNNING);
            assertThat(figures(loyalty).getLagEvents()).isZero();
            assertThat(pause(loyalty, true).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
            assertThat(pause(loyalty, true).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
            buy(loyalty, "o2");
            until(() -> figures(loyalty).getLagEvents() == 1);
            assertThat(figures(loyalty).hasLagTime()).isTrue();
        }
        try (RunningLoyalty loyalty = RunningLoyalty.start(database)) {
            buy(loyalty, "o3");
            until(() -> figures(loyalty).getLagEvents() == 2);
            assertThat(figures(loyalty).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
            assertThat(orders(loyalty)).isEqualTo(1);
            pause(loyalty, false);
            until(() -> orders(loyalty) == 3);
            assertThat(figures(loyalty).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_RUNNING);
            until(() -> figures(loyalty).getLagEvents() == 0);
        }
    }

    @Test
    void aNodeTellsItsClusterAndItsActors() throws Exception {
        try (RunningLoyalty loyalty = RunningLoyalty.start(database)) {
            loyalty.programs().createProgram(Requests.program("shop"));
            buy(loyalty, "o1");
            GetNodeResponse said = node(loyalty).getNode(GetNodeRequest.getDefaultInstance());
            assertThat(said.getNodesList()).hasSize(1);
            assertThat(said.getNodes(0).getState()).isEqualTo("Up");
            assertThat(said.getNodes(0).getAnswering()).isTrue();
            assertThat(said.getNodes(0).getUnreachable()).isFalse();
            assertThat(said.getStartTime().getSeconds()).isPositive();
            assertThat(said.getRegionsList().stream()
                            .mapToLong(RegionStatus::getEntityCount)
                            .sum())
                    .as("a program and a customer")
                    .isEqualTo(2);
            assertThat(node(loyalty)
                            .listNodeWorks(ListNodeWorksRequest.getDefaultInstance())
                            .getWorksCount())
                    .isZero();
            assertNotFound(() -> node(loyalty)
                    .cancelNodeWork(
                            CancelNodeWorkRequest.newBuilder().setActId(7).build()));
            assertNotFound(() -> node(loyalty)
                    .setProjectionPaused(SetProjectionPausedRequest.newBuilder()
                            .setProjection("nothing")
                            .build()));
        }
    }

    private static void assertNotFound(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }
}
