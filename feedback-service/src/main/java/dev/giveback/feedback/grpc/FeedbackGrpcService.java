package dev.giveback.feedback.grpc;

import com.google.protobuf.Message;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.directory.AnswerTable;
import dev.giveback.feedback.directory.FollowUpTable;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Question;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.domain.Survey;
import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.reports.ResponseCsv;
import dev.giveback.feedback.reports.ReturnReports;
import dev.giveback.feedback.reports.SurveyReports;
import dev.giveback.feedback.texts.Texts;
import dev.giveback.feedback.v1.ExportResponsesRequest;
import dev.giveback.feedback.v1.ExportResponsesResponse;
import dev.giveback.feedback.v1.FeedbackServiceGrpc;
import dev.giveback.feedback.v1.GetFollowUpRequest;
import dev.giveback.feedback.v1.GetFollowUpResponse;
import dev.giveback.feedback.v1.GetReturnReportRequest;
import dev.giveback.feedback.v1.GetReturnReportResponse;
import dev.giveback.feedback.v1.GetSurveyReportRequest;
import dev.giveback.feedback.v1.GetSurveyReportResponse;
import dev.giveback.feedback.v1.ListFollowUpsRequest;
import dev.giveback.feedback.v1.ListFollowUpsResponse;
import dev.giveback.feedback.v1.ListResponsesRequest;
import dev.giveback.feedback.v1.ListResponsesResponse;
import dev.giveback.feedback.v1.UpdateFollowUpRequest;
import dev.giveback.feedback.v1.UpdateFollowUpResponse;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The calls of {@code FeedbackService}. */
public final class FeedbackGrpcService extends FeedbackServiceGrpc.FeedbackServiceImplBase {
    private final Parts parts;
    private final SurveyReads surveys;
    private final FollowUpVerbs followUps;

    /**
     * What the service works with.
     *
     * @param zones the time zone of a program that is there; it may block
     * @param fingerprint of a request, by a key without which nobody can try what a note says
     */
    public record Parts(
            Calls calls,
            Contacts contacts,
            Outreaches outreaches,
            SurveyReports reports,
            ReturnReports returns,
            AnswerTable answers,
            FollowUpTable followUps,
            Texts texts,
            Function<String, ZoneId> zones,
            ToLongFunction<Message> fingerprint,
            InstantSource clock) {}

    /** The calls, with these parts. */
    public FeedbackGrpcService(Parts parts) {
        this.parts = parts;
        surveys = new SurveyReads(parts.reports(), parts.returns(), parts.answers(), parts.zones(), parts.clock());
        followUps = new FollowUpVerbs(
                parts.contacts(),
                parts.followUps(),
                parts.texts(),
                parts.calls().blocking(),
                parts.clock());
    }

    // Reports and answers.

    @Override
    public void getSurveyReport(GetSurveyReportRequest request, StreamObserver<GetSurveyReportResponse> responses) {
        ofSurvey(request.getSurvey(), (name, survey) -> surveys.report(name, survey, request), responses);
    }

    @Override
    public void getReturnReport(GetReturnReportRequest request, StreamObserver<GetReturnReportResponse> responses) {
        ofSurvey(request.getSurvey(), (name, survey) -> surveys.returns(name, request), responses);
    }

    @Override
    public void listResponses(ListResponsesRequest request, StreamObserver<ListResponsesResponse> responses) {
        ofSurvey(request.getSurvey(), (name, survey) -> surveys.responses(name, request), responses);
    }

    private <A> void ofSurvey(String survey, BiFunction<SourceName, Survey, A> read, StreamObserver<A> responses) {
        parts.calls()
                .answer(
                        () -> Checks.survey(survey, "survey"),
                        SourceName::program,
                        (name, patience) -> found(name, read),
                        responses);
    }

    private <A> CompletionStage<A> found(SourceName name, BiFunction<SourceName, Survey, A> read) {
        return parts.outreaches()
                .find(name.program())
                .thenApplyAsync(
                        outreach -> read.apply(name, SurveyReads.survey(outreach, name)),
                        parts.calls().blocking());
    }

    @Override
    public void exportResponses(ExportResponsesRequest request, StreamObserver<ExportResponsesResponse> responses) {
        ReadyStream<ExportResponsesResponse> stream = new ReadyStream<>(responses);
        parts.calls().stream(
                () -> Checks.survey(request.getSurvey(), "survey"),
                SourceName::program,
                name -> export(name, request, stream),
                responses);
    }

    private void export(SourceName name, ExportResponsesRequest request, ReadyStream<ExportResponsesResponse> stream) {
        List<Question> questions = parts.outreaches()
                .find(name.program())
                .thenApply(outreach -> {
                    SurveyReads.survey(outreach, name);
                    return outreach.orElseThrow().versions(name.id());
                })
                .thenApply(FeedbackGrpcService::questions)
                .toCompletableFuture()
                .join();
        ResponseCsv csv = new ResponseCsv(questions, request.getIncludeTexts());
        new ResponseExport(parts.answers(), name, request, csv, stream).send();
    }

    /** Of all versions, each id once: those of the latest first. */
    private static List<Question> questions(Iterable<Survey> versions) {
        List<Survey> latestFirst = new ArrayList<>();
        versions.forEach(version -> latestFirst.addFirst(version));
        Set<String> ids = new HashSet<>();
        return latestFirst.stream()
                .flatMap(version -> version.questions().stream())
                .filter(question -> ids.add(question.id()))
                .toList();
    }

    // Follow-ups.

    @Override
    public void listFollowUps(ListFollowUpsRequest request, StreamObserver<ListFollowUpsResponse> responses) {
        parts.calls()
                .answer(
                        () -> Checks.program(request.getParent(), "parent"),
                        program -> program,
                        (program, patience) -> parts.calls().later(() -> followUps.list(program, request)),
                        responses);
    }

    @Override
    public void getFollowUp(GetFollowUpRequest request, StreamObserver<GetFollowUpResponse> responses) {
        parts.calls()
                .answer(
                        () -> FollowUpName.parse(request.getName()),
                        name -> name.customer().program(),
                        (name, patience) -> followUps
                                .get(name.customer(), name.contactId(), patience)
                                .thenApply(followUp -> GetFollowUpResponse.newBuilder()
                                        .setFollowUp(followUp)
                                        .build()),
                        responses);
    }

    @Override
    public void updateFollowUp(UpdateFollowUpRequest request, StreamObserver<UpdateFollowUpResponse> responses) {
        parts.calls()
                .answer(
                        () -> FollowUpChange.of(request, request(request)),
                        change -> change.customer().program(),
                        (change, patience) -> parts.calls()
                                .later(() -> followUps.update(
                                        change.customer(), change.command(), change.note(), change.request(), patience))
                                .thenCompose(followUp -> followUp)
                                .thenApply(followUp -> UpdateFollowUpResponse.newBuilder()
                                        .setFollowUp(followUp)
                                        .build()),
                        responses);
    }

    /** Without the note, which could be guessed by a fingerprint that anybody can compute. */
    private Request request(UpdateFollowUpRequest request) {
        Request plain = parts.calls()
                .request(request.getRequestId(), request.toBuilder().clearNote().build());
        return new Request(plain.id(), parts.fingerprint().applyAsLong(request), plain.principal());
    }

    /** A change of a follow-up that was checked. */
    record FollowUpChange(CustomerId customer, ContactCommand.ChangeFollowUp command, String note, Request request) {
        static FollowUpChange of(UpdateFollowUpRequest call, Request request) {
            FollowUpName name = FollowUpName.parse(call.getName());
            return new FollowUpChange(
                    name.customer(), name.change(call), call.getNote().strip(), request);
        }
    }
}
