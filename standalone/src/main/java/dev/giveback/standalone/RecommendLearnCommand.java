package dev.giveback.standalone;

import dev.giveback.recommendation.v1.LearnModelRequest;
import dev.giveback.recommendation.v1.LearnModelResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback recommend learn}. */
@Command(
        name = "learn",
        description =
                "Learns weights and trees anew from what is known now, instead of with the next day. It takes minutes; answers go on meanwhile.",
        footer = {"", "Examples:", "  giveback recommend learn"})
final class RecommendLearnCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Override
    public Integer call() {
        return options.show(this::learn, answer -> RecommendModelText.lines(options.program(), answer.getModel()));
    }

    private LearnModelResponse learn(GatewayClient client) {
        try (Waiting waiting = Waiting.onStandardError()) {
            waiting.stage("learning");
            Iterator<LearnModelResponse> messages = client.modelWorks()
                    .learnModel(LearnModelRequest.newBuilder()
                            .setProgram(options.parent())
                            .build());
            if (messages.hasNext()) {
                return messages.next();
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
        throw Problem.failed("learning ended without an outcome");
    }
}
