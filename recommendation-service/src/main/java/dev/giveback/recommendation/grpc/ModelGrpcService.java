package dev.giveback.recommendation.grpc;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.recommendation.contract.Reason;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.feed.Rebuild;
import dev.giveback.recommendation.live.Learner;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Models;
import dev.giveback.recommendation.live.Shadow;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.v1.GetModelRequest;
import dev.giveback.recommendation.v1.GetModelResponse;
import dev.giveback.recommendation.v1.LearnModelRequest;
import dev.giveback.recommendation.v1.LearnModelResponse;
import dev.giveback.recommendation.v1.Model;
import dev.giveback.recommendation.v1.ModelServiceGrpc;
import dev.giveback.recommendation.v1.RebuildModelOutcome;
import dev.giveback.recommendation.v1.RebuildModelRequest;
import dev.giveback.recommendation.v1.RebuildModelResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node knows, for admins. */
public final class ModelGrpcService extends ModelServiceGrpc.ModelServiceImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(ModelGrpcService.class);
    private static final int MOST_NAMED = 100;

    private final Calls calls;
    private final Models models;
    private final Learner learner;
    private final Rebuild rebuild;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param blocking threads that may wait
     */
    public ModelGrpcService(Shops shops, Models models, Learner learner, Rebuild rebuild, Executor blocking) {
        calls = new Calls(shops);
        this.models = models;
        this.learner = learner;
        this.rebuild = rebuild;
        this.blocking = blocking;
    }

    @Override
    public void getModel(GetModelRequest call, StreamObserver<GetModelResponse> responses) {
        Calls.answerOn(
                blocking,
                () -> Calls.respond(
                        GetModelResponse.newBuilder()
                                .setModel(model(Checks.program(call.getProgram(), "program")))
                                .build(),
                        responses),
                responses);
    }

    private Model model(String program) {
        LiveShop shop = calls.shop(program);
        return ModelViews.of(shop, models.point(), models.digest(program).orElse(0), learner.learnt(program));
    }

    @Override
    public void learnModel(LearnModelRequest call, StreamObserver<LearnModelResponse> responses) {
        Calls.answer(
                () -> {
                    LiveShop shop = calls.shop(Checks.program(call.getProgram(), "program"));
                    CompletableFuture<Boolean> outcome = learner.learn(shop)
                            .orElseThrow(() -> RefusalStatus.of(
                                    Reason.LEARNING_UNDER_WAY,
                                    "program: " + shop.program() + " is learning on this node already"));
                    // A caller who left is told nothing; without a handler the answer would be an error.
                    ((ServerCallStreamObserver<LearnModelResponse>) responses)
                            .setOnCancelHandler(() -> LOG.debug("The caller of a learning left; it goes on."));
                    var unused = outcome.whenCompleteAsync(
                            (isLearnt, failure) -> learnt(shop.program(), failure, responses), blocking);
                },
                responses);
    }

    private void learnt(String program, @Nullable Throwable failure, StreamObserver<LearnModelResponse> responses) {
        Calls.answer(
                () -> {
                    if (failure instanceof CancellationException) {
                        throw Status.UNAVAILABLE
                                .withDescription("this node stops; learn at another one, or a little later")
                                .asRuntimeException();
                    } else if (failure != null) {
                        throw RefusalStatus.of(failure);
                    }
                    Calls.respond(
                            LearnModelResponse.newBuilder()
                                    .setModel(model(program))
                                    .build(),
                            responses);
                },
                responses);
    }

    @Override
    public void rebuildModel(RebuildModelRequest call, StreamObserver<RebuildModelResponse> responses) {
        ServerCallStreamObserver<RebuildModelResponse> observer =
                (ServerCallStreamObserver<RebuildModelResponse>) responses;
        observer.setOnCancelHandler(() -> LOG.debug("A rebuild was cancelled."));
        Calls.answerOn(blocking, () -> rebuild(call.getContext(), observer), responses);
    }

    private void rebuild(AdminContext asked, ServerCallStreamObserver<RebuildModelResponse> observer)
            throws InterruptedException {
        if (asked.getReason().isBlank()) {
            throw Checks.refused("context.reason", "must say why; it is recorded");
        }
        calls.checkReady();
        Shadow shadow = models.openShadow()
                .orElseThrow(() -> RefusalStatus.of(
                        Reason.REBUILD_UNDER_WAY, "node: a rebuild is under way; wait for its end or cancel it"));
        RebuildProgress progress = new RebuildProgress(observer);
        try {
            Rebuild.Outcome outcome = rebuild.run(shadow, asked, progress::tell, observer::isCancelled);
            LOG.info(
                    "The models were built anew: {} programs, {} of them were different.",
                    outcome.programs(),
                    outcome.different().size());
            Calls.respond(
                    progress.message()
                            .setOutcome(RebuildModelOutcome.newBuilder()
                                    .setPrograms(outcome.programs())
                                    .addAllDifferentPrograms(outcome.different().stream()
                                            .limit(MOST_NAMED)
                                            .map(id -> "programs/" + id)
                                            .toList()))
                            .build(),
                    observer);
        } catch (CancellationException cancelled) {
            LOG.info("A rebuild of the models was cancelled; those in use stay.");
        } catch (IOException unread) {
            throw away(unread);
        }
    }

    private static StatusRuntimeException away(IOException unread) {
        return RefusalStatus.of(Reason.SOURCE_AWAY, unread.getMessage() + "; the models in use stay");
    }
}
