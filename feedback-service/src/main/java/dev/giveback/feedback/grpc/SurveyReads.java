package dev.giveback.feedback.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.directory.AnswerEntry;
import dev.giveback.feedback.directory.AnswerFilter;
import dev.giveback.feedback.directory.AnswerTable;
import dev.giveback.feedback.directory.PageKey;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Question;
import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Survey;
import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.reports.ReportBy;
import dev.giveback.feedback.reports.ReportQuery;
import dev.giveback.feedback.reports.ReturnReports;
import dev.giveback.feedback.reports.SurveyReports;
import dev.giveback.feedback.v1.GetReturnReportRequest;
import dev.giveback.feedback.v1.GetReturnReportResponse;
import dev.giveback.feedback.v1.GetSurveyReportRequest;
import dev.giveback.feedback.v1.GetSurveyReportResponse;
import dev.giveback.feedback.v1.ListResponsesRequest;
import dev.giveback.feedback.v1.ListResponsesResponse;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a survey came to, as it is asked for. Everything here blocks on the database. */
final class SurveyReads {
    private static final int USUAL_DAYS = 28;

    private final SurveyReports reports;
    private final ReturnReports returns;
    private final AnswerTable answers;
    private final Function<String, ZoneId> zones;
    private final InstantSource clock;

    /** @param zones of a program that is there */
    SurveyReads(
            SurveyReports reports,
            ReturnReports returns,
            AnswerTable answers,
            Function<String, ZoneId> zones,
            InstantSource clock) {
        this.reports = reports;
        this.returns = returns;
        this.answers = answers;
        this.zones = zones;
        this.clock = clock;
    }

    /** The latest version of a survey. */
    static Survey survey(Optional<Outreach> outreach, SourceName name) {
        return outreach.flatMap(known -> known.survey(name.id()))
                .orElseThrow(
                        () -> RefusalStatus.of(Reason.SURVEY_NOT_FOUND, "survey: there is no survey " + name.name()));
    }

    GetSurveyReportResponse report(SourceName name, Survey survey, GetSurveyReportRequest request) {
        long start = request.hasStartTime() ? millis(request.getStartTime(), "start_time") : 0;
        long end = request.hasEndTime() ? millis(request.getEndTime(), "end_time") : Long.MAX_VALUE;
        if (end < start) {
            throw Checks.refused("end_time", "must not be before start_time");
        }
        ReportBy by = by(request);
        ReportQuery query = new ReportQuery(
                name.program(),
                name.sourceId(),
                start,
                end,
                request.getIncludeSimulated(),
                by,
                zones.apply(name.program()));
        QuestionKind kind = survey.scoreQuestion().map(Question::kind).orElse(null);
        return ReportMessages.survey(Reads.run(() -> reports.of(query, kind)), kind);
    }

    private static long millis(Timestamp time, String field) {
        if (!Timestamps.isValid(time) || time.getSeconds() < 0) {
            throw Checks.refused(field, "must be a time from 1970 to 9999");
        }
        return Timestamps.toMillis(time);
    }

    private static ReportBy by(GetSurveyReportRequest request) {
        return switch (request.getGroup()) {
            case REPORT_GROUP_UNSPECIFIED -> ReportBy.TOTAL;
            case REPORT_GROUP_WEEK -> ReportBy.WEEK;
            case REPORT_GROUP_CAMPAIGN -> ReportBy.CAMPAIGN;
            case REPORT_GROUP_CATEGORY -> ReportBy.CATEGORY;
            case REPORT_GROUP_TIER -> ReportBy.TIER;
            case UNRECOGNIZED ->
                throw Checks.refused("group", "must be WEEK, CAMPAIGN, CATEGORY, TIER or none for the total");
        };
    }

    GetReturnReportResponse returns(SourceName name, GetReturnReportRequest request) {
        int days = request.getDays() == 0 ? USUAL_DAYS : request.getDays();
        return ReportMessages.returns(
                Reads.run(() -> returns.of(name.program(), name.sourceId(), days, clock.millis())), days);
    }

    ListResponsesResponse responses(SourceName name, ListResponsesRequest request) {
        if (request.getQuery().chars().anyMatch(Character::isISOControl)) {
            throw Checks.refused("query", "must have no control characters");
        }
        AnswerFilter filter = new AnswerFilter(
                request.getQuery().strip(),
                request.hasMinScore() ? request.getMinScore() : null,
                request.hasMaxScore() ? request.getMaxScore() : null,
                true);
        PageKey end = PageKeys.read(request.getPageToken(), PageKey.LATEST);
        int size = Checks.pageSize(request.getPageSize());
        List<AnswerEntry> read =
                Reads.run(() -> answers.before(name.program(), name.sourceId(), filter, end, size + 1));
        ListResponsesResponse.Builder page =
                ListResponsesResponse.newBuilder().setNextPageToken(PageKeys.next(read, size, AnswerEntry::key));
        read.stream().limit(size).map(ResponseMessages::response).forEach(page::addResponses);
        return page.build();
    }
}
