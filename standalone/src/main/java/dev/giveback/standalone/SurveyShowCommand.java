package dev.giveback.standalone;

import dev.giveback.feedback.v1.GetSurveyRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback survey show}. */
@Command(
        name = "show",
        description = "Shows a survey with its questions.",
        footer = {"", "Example:", "  giveback survey show after-purchase"})
final class SurveyShowCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the survey in the program.")
    private String name = "";

    @Override
    public Integer call() {
        GetSurveyRequest request =
                GetSurveyRequest.newBuilder().setName(options.survey(name)).build();
        return options.show(
                client -> client.await(client.outreach().getSurvey(request)).getSurvey(), OutreachText::lines);
    }
}
