package dev.giveback.standalone;

import dev.giveback.recommendation.v1.GetModelRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback recommend model}. */
@Command(
        name = "model",
        description = "Shows what recommendations are made of, on the node that answers, and what ranks them.",
        footer = {
            "",
            "Examples:",
            "  giveback recommend model",
            "  giveback recommend model -o json | jq -r .model.digest"
        })
final class RecommendModelCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Override
    public Integer call() {
        return options.show(
                client -> client.await(client.models()
                        .getModel(GetModelRequest.newBuilder()
                                .setProgram(options.parent())
                                .build())),
                answer -> RecommendModelText.lines(options.program(), answer.getModel()));
    }
}
