package dev.giveback.feedback.outreach;

import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.ReferralOffer;
import dev.giveback.feedback.v1.Survey;

/** A change of outreach that is asked for; what it brings has been checked. Output-only fields in it are ignored. */
public sealed interface OutreachChange {
    /** Who asks. */
    Request request();

    /** Set the policy. */
    record SetPolicy(ContactPolicy policy, Request request) implements OutreachChange {}

    /** Create a survey. */
    record CreateSurvey(Survey survey, Request request) implements OutreachChange {}

    /** Make a new version of a survey. */
    record UpdateSurvey(Survey survey, Request request) implements OutreachChange {}

    /** Give a survey another state, by its id. */
    record SetSurveyState(String id, OutreachState state, Request request) implements OutreachChange {}

    /** Create a message. */
    record CreateMessage(OutreachMessage message, Request request) implements OutreachChange {}

    /** Make a new version of a message. */
    record UpdateMessage(OutreachMessage message, Request request) implements OutreachChange {}

    /** Give a message another state, by its id. */
    record SetMessageState(String id, OutreachState state, Request request) implements OutreachChange {}

    /** Set the offer of referrals. */
    record SetReferralOffer(ReferralOffer offer, Request request) implements OutreachChange {}

    /** Make a new secret of the webhook. */
    record RotateWebhookSecret(Request request) implements OutreachChange {}
}
