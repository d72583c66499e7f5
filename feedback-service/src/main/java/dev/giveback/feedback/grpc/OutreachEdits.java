package dev.giveback.feedback.grpc;

import dev.giveback.feedback.grpc.OutreachGrpcService.Edit;
import dev.giveback.feedback.outreach.ConditionCheck;
import dev.giveback.feedback.outreach.OutreachChange;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.outreach.PolicyChecks;
import dev.giveback.feedback.outreach.SourceChecks;
import dev.giveback.feedback.outreach.SurveyChecks;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.journal.v1.OutreachEvent;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Changes of outreach: what is asked for is checked on a thread that may take its time, and only then decided. */
final class OutreachEdits {
    private final Calls calls;
    private final Outreaches outreaches;
    private final ConditionCheck conditions;

    OutreachEdits(Calls calls, Outreaches outreaches, ConditionCheck conditions) {
        this.calls = calls;
        this.outreaches = outreaches;
        this.conditions = conditions;
    }

    CompletionStage<OutreachEvent> policy(Edit edit, ContactPolicy policy, boolean validateOnly) {
        return checked(
                edit, () -> new OutreachChange.SetPolicy(PolicyChecks.policy(policy), edit.request()), validateOnly);
    }

    CompletionStage<OutreachEvent> createSurvey(Edit edit, Survey survey, boolean validateOnly) {
        return checked(
                edit,
                () -> new OutreachChange.CreateSurvey(
                        SurveyChecks.check(survey, edit.program(), conditions), edit.request()),
                validateOnly);
    }

    CompletionStage<OutreachEvent> updateSurvey(Edit edit, Survey survey, boolean validateOnly) {
        return checked(
                edit,
                () -> new OutreachChange.UpdateSurvey(
                        SurveyChecks.check(survey, edit.program(), conditions), edit.request()),
                validateOnly);
    }

    CompletionStage<OutreachEvent> createMessage(Edit edit, OutreachMessage message, boolean validateOnly) {
        return checked(
                edit,
                () -> new OutreachChange.CreateMessage(
                        SourceChecks.message(message, edit.program(), conditions), edit.request()),
                validateOnly);
    }

    CompletionStage<OutreachEvent> updateMessage(Edit edit, OutreachMessage message, boolean validateOnly) {
        return checked(
                edit,
                () -> new OutreachChange.UpdateMessage(
                        SourceChecks.message(message, edit.program(), conditions), edit.request()),
                validateOnly);
    }

    CompletionStage<OutreachEvent> change(Edit edit, OutreachChange change, boolean validateOnly) {
        return OutreachGrpcService.event(outreaches.change(edit.program(), change, validateOnly));
    }

    private CompletionStage<OutreachEvent> checked(Edit edit, Supplier<OutreachChange> change, boolean validateOnly) {
        return calls.later(change).thenCompose(checked -> change(edit, checked, validateOnly));
    }
}
