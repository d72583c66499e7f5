package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import dev.giveback.recommendation.v1.RecordImpressionsResponse;
import java.util.concurrent.CompletionStage;

/** What is told and asked about lists that were shown; a refusal is a {@code StatusRuntimeException}, thrown or in the stage. */
public interface OutcomeVerbs {
    /** Records lists that were shown. */
    CompletionStage<RecordImpressionsResponse> record(RecordImpressionsRequest call);

    /** Tells what became of them. */
    CompletionStage<GetOutcomeReportResponse> report(GetOutcomeReportRequest call);
}
