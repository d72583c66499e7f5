package dev.giveback.feedback.grpc;

import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.feedback.reports.Interval;
import dev.giveback.feedback.reports.ReturnReport;
import dev.giveback.feedback.reports.Scores;
import dev.giveback.feedback.reports.SurveyReport;
import dev.giveback.feedback.v1.ChoiceCount;
import dev.giveback.feedback.v1.Figure;
import dev.giveback.feedback.v1.GetReturnReportResponse;
import dev.giveback.feedback.v1.GetSurveyReportResponse;
import dev.giveback.feedback.v1.ReportRow;
import dev.giveback.feedback.v1.Share;
import org.jspecify.annotations.Nullable;

/** Reports as the contract has them. */
final class ReportMessages {
    private ReportMessages() {}

    static GetSurveyReportResponse survey(SurveyReport report, @Nullable QuestionKind kind) {
        GetSurveyReportResponse.Builder message = GetSurveyReportResponse.newBuilder()
                .setTotal(row(report.total()))
                .setScoreKindValue(kind == null ? 0 : kind.number());
        report.rows().forEach(row -> message.addRows(row(row)));
        report.choices()
                .forEach(choice -> message.addChoices(ChoiceCount.newBuilder()
                        .setQuestionId(choice.questionId())
                        .setChoiceId(choice.choiceId())
                        .setCount(choice.count())));
        return message.build();
    }

    private static ReportRow row(SurveyReport.Row row) {
        ReportRow.Builder message = ReportRow.newBuilder()
                .setKey(row.key())
                .setInvited(row.invited())
                .setAnswered(row.answered())
                .setResponseRate(share(Interval.ofShare(row.answered(), row.invited())));
        Scores scores = row.scores();
        if (scores != null) {
            message.addAllScoreCounts(scores.counts());
            scores.figure().map(ReportMessages::figure).ifPresent(message::setScore);
            scores.mean().map(ReportMessages::figure).ifPresent(message::setMean);
        }
        return message.build();
    }

    static GetReturnReportResponse returns(ReturnReport report, int days) {
        return GetReturnReportResponse.newBuilder()
                .setAsked(share(report.asked()))
                .setHeldOut(share(report.heldOut()))
                .setDifference(figure(report.difference()))
                .setDays(days)
                .setInvited(report.invited())
                .build();
    }

    private static Share share(Interval interval) {
        return Share.newBuilder()
                .setValue(interval.value())
                .setLow(interval.low())
                .setHigh(interval.high())
                .setN(interval.n())
                .build();
    }

    private static Figure figure(Interval interval) {
        return Figure.newBuilder()
                .setValue(interval.value())
                .setLow(interval.low())
                .setHigh(interval.high())
                .setN(interval.n())
                .build();
    }
}
