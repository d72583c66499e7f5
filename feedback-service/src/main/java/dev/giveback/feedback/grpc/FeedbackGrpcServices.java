package dev.giveback.feedback.grpc;

import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.links.Draws;
import dev.giveback.feedback.links.Links;
import dev.giveback.feedback.outreach.ConditionCheck;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.FeedbackServiceGrpc;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.ReferralServiceGrpc;
import dev.giveback.platform.grpc.RequestValidation;
import dev.giveback.platform.grpc.RequestValidator;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc;
import dev.giveback.webhook.v1.WebhookServiceGrpc;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import java.time.InstantSource;
import java.util.List;

/** What this service offers by gRPC about outreach and contacts. */
public final class FeedbackGrpcServices {
    private FeedbackGrpcServices() {}

    /**
     * What the services work with.
     *
     * @param conditions whether conditions of triggers can be evaluated
     */
    public record Parts(
            Calls calls,
            Contacts contacts,
            Outreaches outreaches,
            ConditionCheck conditions,
            WebhookSecrets secrets,
            PreviewVerb preview,
            DryRunVerb dryRun,
            InvitationFacts facts,
            ContactPages pages,
            Links links,
            Draws draws,
            InstantSource clock) {}

    /** The services of outreach and contacts. */
    public static List<ServerServiceDefinition> of(Parts parts) {
        Calls calls = parts.calls();
        Invitations invitations = new Invitations(
                calls,
                parts.contacts(),
                parts.outreaches(),
                parts.facts(),
                parts.links(),
                parts.draws(),
                parts.clock());
        return List.of(
                new OutreachGrpcService(
                                calls,
                                parts.outreaches(),
                                new OutreachEdits(calls, parts.outreaches(), parts.conditions()),
                                parts.secrets(),
                                parts.preview(),
                                parts.dryRun())
                        .bindService(),
                new ContactGrpcService(
                                calls, parts.contacts(), parts.outreaches(), invitations, parts.pages(), parts.clock())
                        .bindService());
    }

    /** Checks every request against the rules of the contract before a handler sees it. */
    public static ServerInterceptor validation() {
        return new RequestValidation(RequestValidator.forServices(
                RefusalStatus.DOMAIN,
                AnswerServiceGrpc.getServiceDescriptor(),
                ContactServiceGrpc.getServiceDescriptor(),
                FeedbackServiceGrpc.getServiceDescriptor(),
                OutreachServiceGrpc.getServiceDescriptor(),
                ReferralServiceGrpc.getServiceDescriptor(),
                NodeServiceGrpc.getServiceDescriptor(),
                WebhookServiceGrpc.getServiceDescriptor(),
                EchoServiceGrpc.getServiceDescriptor()));
    }
}
