package dev.giveback.feedback.grpc;

import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.OpenInvitationRequest;
import dev.giveback.feedback.v1.OpenInvitationResponse;
import dev.giveback.feedback.v1.OpenUnsubscribeRequest;
import dev.giveback.feedback.v1.OpenUnsubscribeResponse;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.SubmitResponseResponse;
import dev.giveback.feedback.v1.UnsubscribeRequest;
import dev.giveback.feedback.v1.UnsubscribeResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/** What a customer does with a link. It waits for databases and actors, so it works on threads that may. */
public final class AnswerGrpcService extends AnswerServiceGrpc.AnswerServiceImplBase {
    private final Calls calls;
    private final OpenedInvitations invitations;
    private final Submissions submissions;
    private final Unsubscriptions unsubscriptions;

    /** Answers by these. */
    public AnswerGrpcService(
            Calls calls, OpenedInvitations invitations, Submissions submissions, Unsubscriptions unsubscriptions) {
        this.calls = calls;
        this.invitations = invitations;
        this.submissions = submissions;
        this.unsubscriptions = unsubscriptions;
    }

    @Override
    public void openInvitation(OpenInvitationRequest request, StreamObserver<OpenInvitationResponse> responses) {
        Duration patience = calls.patience();
        Calls.respond(calls.later(() -> invitations.open(request, patience)), responses);
    }

    @Override
    public void submitResponse(SubmitResponseRequest request, StreamObserver<SubmitResponseResponse> responses) {
        Duration patience = calls.patience();
        Request asked = calls.request();
        Calls.respond(calls.later(() -> submissions.submit(request, asked, patience)), responses);
    }

    @Override
    public void openUnsubscribe(OpenUnsubscribeRequest request, StreamObserver<OpenUnsubscribeResponse> responses) {
        Duration patience = calls.patience();
        Calls.respond(calls.later(() -> unsubscriptions.open(request.getToken(), patience)), responses);
    }

    @Override
    public void unsubscribe(UnsubscribeRequest request, StreamObserver<UnsubscribeResponse> responses) {
        Duration patience = calls.patience();
        Request asked = calls.request();
        Calls.respond(
                calls.later(() -> {
                    Unsubscriptions.Done done =
                            unsubscriptions.withdraw(request.getToken(), request.getAllPurposes(), asked, patience);
                    return UnsubscribeResponse.newBuilder()
                            .setPurposeValue(done.purpose().number())
                            .setLanguageCode(done.languageCode())
                            .build();
                }),
                responses);
    }
}
