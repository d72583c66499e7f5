package dev.giveback.gateway.web;

import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.AnswerServiceGrpc.AnswerServiceBlockingStub;
import dev.giveback.feedback.v1.OpenInvitationRequest;
import dev.giveback.feedback.v1.OpenInvitationResponse;
import dev.giveback.feedback.v1.OpenUnsubscribeRequest;
import dev.giveback.feedback.v1.OpenUnsubscribeResponse;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.SubmitResponseResponse;
import dev.giveback.feedback.v1.UnsubscribeRequest;
import dev.giveback.feedback.v1.UnsubscribeResponse;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The calls of the pages; each waits for its answer, so the pages run on virtual threads. */
record Answers(Channel feedback, Duration timeout) {

    OpenInvitationResponse open(String token, String language) {
        return stub().openInvitation(OpenInvitationRequest.newBuilder()
                .setToken(token)
                .setLanguageCode(language)
                .build());
    }

    SubmitResponseResponse submit(String token, List<QuestionAnswer> answers) {
        return stub().submitResponse(SubmitResponseRequest.newBuilder()
                .setToken(token)
                .addAllAnswers(answers)
                .build());
    }

    OpenUnsubscribeResponse openUnsubscribe(String token) {
        return stub().openUnsubscribe(
                        OpenUnsubscribeRequest.newBuilder().setToken(token).build());
    }

    UnsubscribeResponse unsubscribe(String token, boolean all) {
        return stub().unsubscribe(UnsubscribeRequest.newBuilder()
                .setToken(token)
                .setAllPurposes(all)
                .build());
    }

    private AnswerServiceBlockingStub stub() {
        return AnswerServiceGrpc.newBlockingStub(feedback).withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
