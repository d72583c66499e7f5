package dev.giveback.standalone;

import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.UpdateSurveyRequest;
import dev.giveback.standalone.client.GatewayClient;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback survey create}. */
@Command(
        name = "create",
        description = {
            "Creates a survey from a file: the JSON of giveback.feedback.v1.Survey. Its name may leave the program out:"
                    + " \"surveys/ID\". It is active at once.",
            "Creating the same file again changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  giveback survey create examples/outreach/survey-purchase.json",
            "  giveback survey create examples/outreach/survey-purchase.json --dry-run     only looks whether it could"
                    + " be",
            "  giveback survey create examples/outreach/survey-purchase.json --update    a new version of one that is"
                    + " there"
        })
final class SurveyCreateCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(names = "--update", description = "Make a new version of one that is there.")
    private boolean update;

    @Option(names = "--dry-run", description = "Only look whether it could be done.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Survey.Builder wanted = JsonFile.read(file, Survey.newBuilder(), "survey");
        Survey asked = wanted.setName(options.inProgram(wanted.getName())).build();
        return options.show(
                client -> update ? updated(client, asked) : created(client, asked),
                there -> List.of(
                        dryRun
                                ? asked.getName() + " could be " + (update ? "updated" : "created")
                                        + ". Nothing was done."
                                : there.getName() + " is " + OutreachText.state(there.getState()) + ", version "
                                        + there.getVersion()));
    }

    private Survey created(GatewayClient client, Survey asked) {
        return client.await(client.outreach()
                        .createSurvey(CreateSurveyRequest.newBuilder()
                                .setSurvey(asked)
                                .setRequestId(JsonFile.requestId(asked))
                                .setValidateOnly(dryRun)
                                .build()))
                .getSurvey();
    }

    private Survey updated(GatewayClient client, Survey asked) {
        return client.await(client.outreach()
                        .updateSurvey(UpdateSurveyRequest.newBuilder()
                                .setSurvey(asked)
                                // Anew each time: going back to what was there before is a change too.
                                .setRequestId(UUID.randomUUID().toString())
                                .setValidateOnly(dryRun)
                                .build()))
                .getSurvey();
    }
}
