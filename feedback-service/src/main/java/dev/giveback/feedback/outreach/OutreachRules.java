package dev.giveback.feedback.outreach;

import dev.giveback.feedback.domain.Limits;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Refusal;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.outreach.OutreachChange.CreateMessage;
import dev.giveback.feedback.outreach.OutreachChange.CreateSurvey;
import dev.giveback.feedback.outreach.OutreachChange.RotateWebhookSecret;
import dev.giveback.feedback.outreach.OutreachChange.SetMessageState;
import dev.giveback.feedback.outreach.OutreachChange.SetPolicy;
import dev.giveback.feedback.outreach.OutreachChange.SetReferralOffer;
import dev.giveback.feedback.outreach.OutreachChange.SetSurveyState;
import dev.giveback.feedback.outreach.OutreachChange.UpdateMessage;
import dev.giveback.feedback.outreach.OutreachChange.UpdateSurvey;
import dev.giveback.feedback.outreach.OutreachDecision.Accepted;
import dev.giveback.feedback.outreach.OutreachDecision.Rejected;
import dev.giveback.feedback.outreach.OutreachDecision.Repeated;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.journal.v1.OutreachEvent;
import dev.giveback.journal.v1.StoredWebhookSecret;
import java.util.Optional;

/** Whether a change of outreach is possible, and what it comes to. Pure: the actor gives the time. */
final class OutreachRules {
    private OutreachRules() {}

    static OutreachDecision decide(StoredOutreach state, OutreachChange change, long nowMillis) {
        Request request = change.request();
        Optional<OutreachEvent> earlier = state.remembered().stream()
                .filter(event -> event.getRequestId().equals(request.id()))
                .findFirst();
        if (earlier.isPresent()) {
            return earlier.get().getRequestFingerprint() == request.fingerprint()
                    ? new Repeated(earlier.get())
                    : rejected(
                            Reason.REQUEST_ID_REUSED,
                            "request_id: " + request.id() + " was used before with other content");
        }
        OutreachEvent.Builder event = OutreachEvent.newBuilder()
                .setRecordMillis(nowMillis)
                .setRequestId(request.id())
                .setRequestFingerprint(request.fingerprint())
                .setPrincipal(request.principal());
        return switch (change) {
            case SetPolicy set -> {
                long version = state.policy() == null ? 0 : state.policy().getVersion();
                yield accepted(event.setPolicy(set.policy().toBuilder().setVersion(version + 1)));
            }
            case CreateSurvey create -> create(state, create.survey(), event);
            case UpdateSurvey update -> update(state, update.survey(), event);
            case SetSurveyState set -> set(state, set, event);
            case CreateMessage create -> create(state, create.message(), event);
            case UpdateMessage update -> update(state, update.message(), event);
            case SetMessageState set -> set(state, set, event);
            case SetReferralOffer set -> {
                long version = state.offer() == null ? 0 : state.offer().getVersion();
                yield accepted(event.setReferralOffer(set.offer().toBuilder().setVersion(version + 1)));
            }
            case RotateWebhookSecret rotate ->
                accepted(
                        event.setWebhookSecret(StoredWebhookSecret.newBuilder().setVersion(state.secretVersion() + 1)));
        };
    }

    // Surveys.

    private static OutreachDecision create(StoredOutreach state, Survey survey, OutreachEvent.Builder event) {
        if (state.survey(Names.idOf(survey.getName())).isPresent()) {
            return rejected(Reason.SURVEY_EXISTS, "survey: there is " + survey.getName() + " already");
        }
        if (state.surveys().size() >= Limits.SOURCES) {
            return rejected(Reason.TOO_MANY_SURVEYS, "program: it has " + Limits.SOURCES + " surveys");
        }
        return accepted(event.setSurvey(survey.toBuilder()
                .setState(OutreachState.OUTREACH_STATE_ACTIVE)
                .setVersion(1)
                .setCreateTime(StoredOutreach.time(event.getRecordMillis()))));
    }

    private static OutreachDecision update(StoredOutreach state, Survey survey, OutreachEvent.Builder event) {
        Optional<Survey> found = state.survey(Names.idOf(survey.getName()));
        if (found.isEmpty()) {
            return noSurvey(survey.getName());
        }
        Survey before = found.get();
        if (StoredOutreach.ended(before.getState())) {
            return rejected(Reason.SURVEY_ENDED, "survey: " + survey.getName() + " is over");
        }
        return accepted(event.setSurvey(survey.toBuilder()
                .setState(before.getState())
                .setVersion(before.getVersion() + 1)
                .setCreateTime(before.getCreateTime())));
    }

    private static OutreachDecision set(StoredOutreach state, SetSurveyState set, OutreachEvent.Builder event) {
        Optional<Survey> found = state.survey(set.id());
        if (found.isEmpty()) {
            return noSurvey(set.id());
        }
        Survey before = found.get();
        event.setSurvey(before.toBuilder().setState(set.state()));
        if (before.getState() == set.state()) {
            return new Repeated(event.build());
        }
        return StoredOutreach.ended(before.getState())
                ? rejected(Reason.SURVEY_ENDED, "survey: " + before.getName() + " is over")
                : accepted(event);
    }

    private static Rejected noSurvey(String name) {
        return rejected(Reason.SURVEY_NOT_FOUND, "survey: there is no survey " + name);
    }

    // Messages.

    private static OutreachDecision create(StoredOutreach state, OutreachMessage message, OutreachEvent.Builder event) {
        if (state.message(Names.idOf(message.getName())).isPresent()) {
            return rejected(Reason.MESSAGE_EXISTS, "message: there is " + message.getName() + " already");
        }
        if (state.messages().size() >= Limits.SOURCES) {
            return rejected(Reason.TOO_MANY_MESSAGES, "program: it has " + Limits.SOURCES + " messages");
        }
        return accepted(event.setMessage(message.toBuilder()
                .setState(OutreachState.OUTREACH_STATE_ACTIVE)
                .setVersion(1)
                .setCreateTime(StoredOutreach.time(event.getRecordMillis()))));
    }

    private static OutreachDecision update(StoredOutreach state, OutreachMessage message, OutreachEvent.Builder event) {
        Optional<OutreachMessage> found = state.message(Names.idOf(message.getName()));
        if (found.isEmpty()) {
            return noMessage(message.getName());
        }
        OutreachMessage before = found.get();
        if (StoredOutreach.ended(before.getState())) {
            return rejected(Reason.MESSAGE_ENDED, "message: " + message.getName() + " is over");
        }
        return accepted(event.setMessage(message.toBuilder()
                .setState(before.getState())
                .setVersion(before.getVersion() + 1)
                .setCreateTime(before.getCreateTime())));
    }

    private static OutreachDecision set(StoredOutreach state, SetMessageState set, OutreachEvent.Builder event) {
        Optional<OutreachMessage> found = state.message(set.id());
        if (found.isEmpty()) {
            return noMessage(set.id());
        }
        OutreachMessage before = found.get();
        event.setMessage(before.toBuilder().setState(set.state()));
        if (before.getState() == set.state()) {
            return new Repeated(event.build());
        }
        return StoredOutreach.ended(before.getState())
                ? rejected(Reason.MESSAGE_ENDED, "message: " + before.getName() + " is over")
                : accepted(event);
    }

    private static Rejected noMessage(String name) {
        return rejected(Reason.MESSAGE_NOT_FOUND, "message: there is no message " + name);
    }

    private static Accepted accepted(OutreachEvent.Builder event) {
        return new Accepted(event.build());
    }

    private static Rejected rejected(Reason reason, String message) {
        return new Rejected(Refusal.of(reason, message));
    }
}
