package dev.giveback.standalone;

import dev.giveback.recommendation.v1.RebuildModelOutcome;
import dev.giveback.recommendation.v1.RebuildModelRequest;
import dev.giveback.recommendation.v1.RebuildModelResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback recommend rebuild}. */
@Command(
        name = "rebuild",
        description = {
            "Builds the models of all programs anew from the journal and the catalogue, compares them with those in use, and then"
                    + " uses the new ones. Answers go on meanwhile.",
            "Exit code 1 if one was different."
        },
        footer = {"", "Examples:", "  giveback recommend rebuild --reason 'restored from a backup'"})
final class RecommendRebuildCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        RebuildModelResponse last;
        try (GatewayClient client = options.connect()) {
            last = rebuild(client);
        } catch (Refused refused) {
            throw Problem.failed("refused: " + refused.getMessage(), refused);
        }
        if (output.isForPrograms()) {
            output.print(last);
        } else {
            show(last);
        }
        return last.getOutcome().getDifferentProgramsCount() == 0 ? 0 : Problem.Kind.FAILED.exitCode();
    }

    private RebuildModelResponse rebuild(GatewayClient client) {
        RebuildModelResponse last = RebuildModelResponse.getDefaultInstance();
        try (Waiting waiting = Waiting.onStandardError()) {
            Iterator<RebuildModelResponse> messages = client.modelWorks()
                    .rebuildModel(RebuildModelRequest.newBuilder()
                            .setContext(options.context())
                            .build());
            while (messages.hasNext()) {
                last = messages.next();
                waiting.stage("rebuild: " + Numbers.grouped(last.getEvents()) + " events, "
                        + Numbers.grouped(last.getEventsPerSecond()) + "/s");
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
        if (!last.hasOutcome()) {
            throw Problem.failed("the rebuild ended without an outcome");
        }
        return last;
    }

    private static void show(RebuildModelResponse last) {
        RebuildModelOutcome outcome = last.getOutcome();
        System.out.println("Built the models of " + outcome.getPrograms()
                + (outcome.getPrograms() == 1 ? " program" : " programs") + " from "
                + Numbers.grouped(last.getEvents()) + " events, "
                + Numbers.grouped(last.getEventsPerSecond()) + " a second; "
                + (outcome.getDifferentProgramsCount() == 0
                        ? "what was in use is the same."
                        : "what was in use was different in:"));
        outcome.getDifferentProgramsList().forEach(name -> System.out.println("  " + name));
    }
}
