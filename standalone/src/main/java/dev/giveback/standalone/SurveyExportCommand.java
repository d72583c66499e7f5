package dev.giveback.standalone;

import dev.giveback.feedback.v1.ExportResponsesRequest;
import dev.giveback.feedback.v1.ExportResponsesResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback survey export}. */
@Command(
        name = "export",
        description = {
            "Writes all answers of a survey as CSV, the oldest first.",
            "Free texts are personal, and in it only if they are asked for; simulated answers too."
        },
        footer = {
            "",
            "Examples:",
            "  giveback survey export after-purchase > answers.csv",
            "  giveback survey export after-purchase --texts --out answers.csv"
        })
final class SurveyExportCommand implements Callable<Integer> {
    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the survey in the program.")
    private String name = "";

    @Option(names = "--texts", description = "Free texts too.")
    private boolean texts;

    @Option(names = "--simulated", description = "Simulated answers too.")
    private boolean simulated;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() {
        ExportResponsesRequest request = ExportResponsesRequest.newBuilder()
                .setSurvey(options.survey(name))
                .setIncludeTexts(texts)
                .setIncludeSimulated(simulated)
                .build();
        options.ask(client -> {
            write(client, client.feedbackStream().exportResponses(request));
            return true;
        });
        return 0;
    }

    private void write(GatewayClient client, Iterator<ExportResponsesResponse> pieces) {
        try {
            if (out == null) {
                copy(pieces, System.out);
                System.out.flush();
                return;
            }
            // Aside first, so that what broke off never looks like the whole.
            Path aside = Path.of(out + ".part");
            try (OutputStream file = Files.newOutputStream(aside)) {
                copy(pieces, file);
            }
            Files.move(aside, out, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw Problem.failed(
                    (out == null ? "standard output" : out.toString()) + ": " + failed.getMessage(), failed);
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
    }

    private static void copy(Iterator<ExportResponsesResponse> pieces, OutputStream into) throws IOException {
        while (pieces.hasNext()) {
            pieces.next().getData().writeTo(into);
        }
    }
}
