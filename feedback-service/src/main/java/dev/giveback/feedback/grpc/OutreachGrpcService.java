package dev.giveback.feedback.grpc;

import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.outreach.OutreachChange;
import dev.giveback.feedback.outreach.OutreachReply;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.outreach.PolicyChecks;
import dev.giveback.feedback.v1.CreateMessageRequest;
import dev.giveback.feedback.v1.CreateMessageResponse;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.CreateSurveyResponse;
import dev.giveback.feedback.v1.DryRunRequest;
import dev.giveback.feedback.v1.DryRunResponse;
import dev.giveback.feedback.v1.GetContactPolicyRequest;
import dev.giveback.feedback.v1.GetContactPolicyResponse;
import dev.giveback.feedback.v1.GetMessageRequest;
import dev.giveback.feedback.v1.GetMessageResponse;
import dev.giveback.feedback.v1.GetSurveyRequest;
import dev.giveback.feedback.v1.GetSurveyResponse;
import dev.giveback.feedback.v1.ListMessagesRequest;
import dev.giveback.feedback.v1.ListMessagesResponse;
import dev.giveback.feedback.v1.ListSurveysRequest;
import dev.giveback.feedback.v1.ListSurveysResponse;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.PreviewContactRequest;
import dev.giveback.feedback.v1.PreviewContactResponse;
import dev.giveback.feedback.v1.RotateWebhookSecretRequest;
import dev.giveback.feedback.v1.RotateWebhookSecretResponse;
import dev.giveback.feedback.v1.SetMessageStateRequest;
import dev.giveback.feedback.v1.SetMessageStateResponse;
import dev.giveback.feedback.v1.SetSurveyStateRequest;
import dev.giveback.feedback.v1.SetSurveyStateResponse;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.feedback.v1.UpdateContactPolicyResponse;
import dev.giveback.feedback.v1.UpdateMessageRequest;
import dev.giveback.feedback.v1.UpdateMessageResponse;
import dev.giveback.feedback.v1.UpdateSurveyRequest;
import dev.giveback.feedback.v1.UpdateSurveyResponse;
import dev.giveback.journal.v1.OutreachEvent;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;

/** The calls of {@code OutreachService}. */
final class OutreachGrpcService extends OutreachServiceGrpc.OutreachServiceImplBase {
    private final Calls calls;
    private final Outreaches outreaches;
    private final OutreachEdits edits;
    private final WebhookSecrets secrets;
    private final PreviewVerb preview;
    private final DryRunVerb dryRun;

    OutreachGrpcService(
            Calls calls,
            Outreaches outreaches,
            OutreachEdits edits,
            WebhookSecrets secrets,
            PreviewVerb preview,
            DryRunVerb dryRun) {
        this.calls = calls;
        this.outreaches = outreaches;
        this.edits = edits;
        this.secrets = secrets;
        this.preview = preview;
        this.dryRun = dryRun;
    }

    // The policy.

    @Override
    public void getContactPolicy(GetContactPolicyRequest request, StreamObserver<GetContactPolicyResponse> responses) {
        calls.answer(
                () -> Checks.policy(request.getName(), "name"),
                program -> program,
                (program, patience) -> outreaches
                        .read(program)
                        .thenApply(stored -> GetContactPolicyResponse.newBuilder()
                                .setPolicy(stored.policy() == null ? PolicyChecks.usual(program) : stored.policy())
                                .build()),
                responses);
    }

    @Override
    public void updateContactPolicy(
            UpdateContactPolicyRequest request, StreamObserver<UpdateContactPolicyResponse> responses) {
        calls.answer(
                () -> edit(
                        Checks.policy(request.getPolicy().getName(), "policy.name"),
                        calls.request(request.getRequestId(), request)),
                Edit::program,
                (edit, patience) -> edits.policy(edit, request.getPolicy(), request.getValidateOnly())
                        .thenApply(event -> UpdateContactPolicyResponse.newBuilder()
                                .setPolicy(event.getPolicy())
                                .build()),
                responses);
    }

    @Override
    public void rotateWebhookSecret(
            RotateWebhookSecretRequest request, StreamObserver<RotateWebhookSecretResponse> responses) {
        calls.answer(
                () -> edit(Checks.policy(request.getName(), "name"), calls.request(request.getRequestId(), request)),
                Edit::program,
                (edit, patience) -> edits.change(edit, new OutreachChange.RotateWebhookSecret(edit.request()), false)
                        .thenApply(event -> rotated(edit.program(), event)),
                responses);
    }

    private RotateWebhookSecretResponse rotated(String program, OutreachEvent event) {
        long version = event.getWebhookSecret().getVersion();
        return RotateWebhookSecretResponse.newBuilder()
                .setSecret(secrets.base64(program, version))
                .setVersion(version)
                .build();
    }

    // Surveys.

    @Override
    public void createSurvey(CreateSurveyRequest request, StreamObserver<CreateSurveyResponse> responses) {
        calls.answer(
                () -> edit(
                        Checks.survey(request.getSurvey().getName(), "survey.name")
                                .program(),
                        calls.request(request.getRequestId(), request)),
                Edit::program,
                (edit, patience) -> edits.createSurvey(edit, request.getSurvey(), request.getValidateOnly())
                        .thenApply(event -> CreateSurveyResponse.newBuilder()
                                .setSurvey(event.getSurvey())
                                .build()),
                responses);
    }

    @Override
    public void updateSurvey(UpdateSurveyRequest request, StreamObserver<UpdateSurveyResponse> responses) {
        calls.answer(
                () -> edit(
                        Checks.survey(request.getSurvey().getName(), "survey.name")
                                .program(),
                        calls.request(request.getRequestId(), request)),
                Edit::program,
                (edit, patience) -> edits.updateSurvey(edit, request.getSurvey(), request.getValidateOnly())
                        .thenApply(event -> UpdateSurveyResponse.newBuilder()
                                .setSurvey(event.getSurvey())
                                .build()),
                responses);
    }

    @Override
    public void setSurveyState(SetSurveyStateRequest request, StreamObserver<SetSurveyStateResponse> responses) {
        calls.answer(
                () -> new Change(
                        Checks.survey(request.getName(), "name"), calls.request(request.getRequestId(), request)),
                Change::program,
                (change, patience) -> edits.change(
                                change.edit(),
                                new OutreachChange.SetSurveyState(
                                        change.source().id(), request.getState(), change.request()),
                                false)
                        .thenApply(event -> SetSurveyStateResponse.newBuilder()
                                .setSurvey(event.getSurvey())
                                .build()),
                responses);
    }

    @Override
    public void getSurvey(GetSurveyRequest request, StreamObserver<GetSurveyResponse> responses) {
        calls.answer(
                () -> Checks.survey(request.getName(), "name"),
                SourceName::program,
                (name, patience) -> outreaches
                        .read(name.program())
                        .thenApply(stored -> GetSurveyResponse.newBuilder()
                                .setSurvey(stored.survey(name.id(), request.getVersion())
                                        .orElseThrow(() -> notFound(name)))
                                .build()),
                responses);
    }

    @Override
    public void listSurveys(ListSurveysRequest request, StreamObserver<ListSurveysResponse> responses) {
        calls.answer(
                () -> PageOfIds.of(
                        Checks.program(request.getParent(), "parent"), request.getPageSize(), request.getPageToken()),
                PageOfIds::program,
                (page, patience) -> outreaches.read(page.program()).thenApply(stored -> {
                    PageOfIds.Part ids = page.of(stored.surveys().keySet());
                    return ListSurveysResponse.newBuilder()
                            .addAllSurveys(ids.ids().stream()
                                    .map(id -> stored.survey(id).orElseThrow())
                                    .toList())
                            .setNextPageToken(ids.nextPageToken())
                            .build();
                }),
                responses);
    }

    // Messages.

    @Override
    public void createMessage(CreateMessageRequest request, StreamObserver<CreateMessageResponse> responses) {
        calls.answer(
                () -> edit(
                        Checks.message(request.getMessage().getName(), "message.name")
                                .program(),
                        calls.request(request.getRequestId(), request)),
                Edit::program,
                (edit, patience) -> edits.createMessage(edit, request.getMessage(), request.getValidateOnly())
                        .thenApply(event -> CreateMessageResponse.newBuilder()
                                .setMessage(event.getMessage())
                                .build()),
                responses);
    }

    @Override
    public void updateMessage(UpdateMessageRequest request, StreamObserver<UpdateMessageResponse> responses) {
        calls.answer(
                () -> edit(
                        Checks.message(request.getMessage().getName(), "message.name")
                                .program(),
                        calls.request(request.getRequestId(), request)),
                Edit::program,
                (edit, patience) -> edits.updateMessage(edit, request.getMessage(), request.getValidateOnly())
                        .thenApply(event -> UpdateMessageResponse.newBuilder()
                                .setMessage(event.getMessage())
                                .build()),
                responses);
    }

    @Override
    public void setMessageState(SetMessageStateRequest request, StreamObserver<SetMessageStateResponse> responses) {
        calls.answer(
                () -> new Change(
                        Checks.message(request.getName(), "name"), calls.request(request.getRequestId(), request)),
                Change::program,
                (change, patience) -> edits.change(
                                change.edit(),
                                new OutreachChange.SetMessageState(
                                        change.source().id(), request.getState(), change.request()),
                                false)
                        .thenApply(event -> SetMessageStateResponse.newBuilder()
                                .setMessage(event.getMessage())
                                .build()),
                responses);
    }

    @Override
    public void getMessage(GetMessageRequest request, StreamObserver<GetMessageResponse> responses) {
        calls.answer(
                () -> Checks.message(request.getName(), "name"),
                SourceName::program,
                (name, patience) -> outreaches
                        .read(name.program())
                        .thenApply(stored -> GetMessageResponse.newBuilder()
                                .setMessage(stored.message(name.id()).orElseThrow(() -> notFound(name)))
                                .build()),
                responses);
    }

    @Override
    public void listMessages(ListMessagesRequest request, StreamObserver<ListMessagesResponse> responses) {
        calls.answer(
                () -> PageOfIds.of(
                        Checks.program(request.getParent(), "parent"), request.getPageSize(), request.getPageToken()),
                PageOfIds::program,
                (page, patience) -> outreaches.read(page.program()).thenApply(stored -> {
                    PageOfIds.Part ids = page.of(stored.messages().keySet());
                    return ListMessagesResponse.newBuilder()
                            .addAllMessages(ids.ids().stream()
                                    .map(id -> stored.message(id).orElseThrow())
                                    .toList())
                            .setNextPageToken(ids.nextPageToken())
                            .build();
                }),
                responses);
    }

    // Trying out.

    @Override
    public void previewContact(PreviewContactRequest request, StreamObserver<PreviewContactResponse> responses) {
        calls.answer(
                () -> {
                    Checks.language(request.getLanguageCode(), "language_code");
                    return Checks.source(request.getSource(), "source");
                },
                SourceName::program,
                (source, patience) -> calls.later(() -> preview.preview(source, request)),
                responses);
    }

    @Override
    public void dryRun(DryRunRequest request, StreamObserver<DryRunResponse> responses) {
        calls.stream(
                () -> Checks.source(request.getSource(), "source"),
                SourceName::program,
                source -> dryRun.run(source, request, responses),
                responses);
    }

    static StatusRuntimeException notFound(SourceName name) {
        return name.isSurvey()
                ? RefusalStatus.of(
                        Reason.SURVEY_NOT_FOUND, "survey: there is no such survey or version: " + name.name())
                : RefusalStatus.of(Reason.MESSAGE_NOT_FOUND, "message: there is no message " + name.name());
    }

    private static Edit edit(String program, Request request) {
        return new Edit(program, request);
    }

    /** Whose outreach is to be changed, and who asks. */
    record Edit(String program, Request request) {}

    /** Which survey or message is to be changed, and who asks. */
    private record Change(SourceName source, Request request) {
        String program() {
            return source.program();
        }

        Edit edit() {
            return new Edit(program(), request);
        }
    }

    /** The event of a change; a refusal is thrown. */
    static CompletionStage<OutreachEvent> event(CompletionStage<OutreachReply> reply) {
        return reply.thenApply(answer -> switch (answer) {
            case OutreachReply.Changed changed -> changed.event();
            case OutreachReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
        });
    }
}
