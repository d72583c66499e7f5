package dev.giveback.feedback.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.giveback.feedback.directory.AnswerEntry;
import dev.giveback.feedback.domain.Question;
import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers as lines of CSV: some columns that all surveys have, then one for each question. A value that a spreadsheet would take for a formula has an
 * apostrophe before it.
 */
public final class ResponseCsv {
    private static final List<String> HEADER = List.of(
            "invitation",
            "survey_version",
            "order_id",
            "answer_time",
            "simulated",
            "score",
            "reward",
            "reward_delivered");
    private static final String FORMULA = "=+-@\t\r\n";

    private final List<Question> questions;

    /**
     * A file with these questions.
     *
     * @param questions of all versions, each id once
     * @param withTexts whether free texts have columns
     */
    public ResponseCsv(List<Question> questions, boolean withTexts) {
        this.questions = questions.stream()
                .filter(question -> withTexts || question.kind() != QuestionKind.FREE_TEXT)
                .toList();
    }

    /** The first line. */
    public String header() {
        List<String> names = new ArrayList<>(HEADER);
        questions.forEach(question -> names.add(question.id()));
        return line(names);
    }

    /** The line of an answer. */
    public String line(AnswerEntry entry) {
        Map<String, StoredQuestionAnswer> answers = entry.answered().getAnswersList().stream()
                .collect(Collectors.toMap(
                        StoredQuestionAnswer::getQuestionId, answer -> answer, (first, second) -> first));
        List<String> values = new ArrayList<>();
        values.add(entry.customer().name() + "/contacts/" + entry.contactId());
        values.add(Long.toString(entry.sourceVersion()));
        values.add(safe(entry.orderId()));
        values.add(Instant.ofEpochMilli(entry.answerMillis()).toString());
        values.add(Boolean.toString(entry.answered().getSimulated()));
        values.add(score(entry.answered().getScorePlusOne()));
        values.add(reward(entry));
        values.add(entry.answered().hasReward() ? Boolean.toString(entry.isDelivered()) : "");
        for (Question question : questions) {
            StoredQuestionAnswer answer = answers.get(question.id());
            values.add(answer == null ? "" : value(answer, entry.texts()));
        }
        return line(values);
    }

    private static String reward(AnswerEntry entry) {
        if (!entry.answered().hasReward()) {
            return "";
        }
        String campaign = entry.answered().getReward().getCampaign();
        return campaign.isEmpty()
                ? entry.answered().getReward().getPoints() + " points"
                : "programs/" + entry.customer().program() + "/campaigns/" + campaign;
    }

    private static String value(StoredQuestionAnswer answer, Map<String, String> texts) {
        if (answer.getScorePlusOne() > 0) {
            return score(answer.getScorePlusOne());
        }
        return answer.getTextHash().isEmpty()
                ? String.join(";", answer.getChoicesList())
                : safe(texts.getOrDefault(
                        HexFormat.of().formatHex(answer.getTextHash().toByteArray()), ""));
    }

    private static String score(int scorePlusOne) {
        return scorePlusOne == 0 ? "" : Integer.toString(scorePlusOne - 1);
    }

    /** What spreadsheets do not calculate. */
    static String safe(String value) {
        return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? '\'' + value : value;
    }

    private static String line(List<String> values) {
        StringWriter line = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(line)) {
            writer.writeRecord(values);
        } catch (IOException e) {
            throw new UncheckedIOException("a line in memory: not written", e);
        }
        return line.toString();
    }
}
