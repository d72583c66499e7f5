package dev.giveback.feedback.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a survey came to.
 *
 * @param rows by the group's key; empty for the total alone
 * @param choices by question and choice
 */
public record SurveyReport(Row total, List<Row> rows, List<ChoiceCount> choices) {
    public SurveyReport {
        rows = List.copyOf(rows);
        choices = List.copyOf(choices);
    }

    /**
     * One row.
     *
     * @param key of the group; empty for the total
     * @param scores null of a survey without a score
     */
    public record Row(
            String key,
            long invited,
            long answered,
            @Nullable Scores scores) {}

    /** How often a choice was made. */
    public record ChoiceCount(String questionId, String choiceId, long count) {}
}
