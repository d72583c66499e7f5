package dev.giveback.coupon.grpc;

import dev.giveback.coupon.actor.CampaignReply;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.customers.LoyaltyCoupons;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.directory.CodeRegistry;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.CampaignState;
import dev.giveback.coupon.domain.Command;
import dev.giveback.coupon.domain.Command.CreateCampaign;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.domain.Request;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.coupon.rules.SurpriseConditions;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.platform.rules.ConditionError;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Changes of campaigns by hand: what must be true before the campaign itself decides, and what follows when it has. */
final class CampaignAdministration {
    private static final String ANYBODY = "/customers/-";

    private final Campaigns campaigns;
    private final CampaignViews views;
    private final LoyaltyCoupons coupons;
    private final CodeRegistry registry;
    private final Supplier<byte[]> secrets;
    private final InstantSource clock;
    private final SurpriseConditions conditions;
    private final Executor blocking;

    CampaignAdministration(
            Campaigns campaigns,
            CampaignViews views,
            LoyaltyCoupons coupons,
            CodeRegistry registry,
            Supplier<byte[]> secrets,
            InstantSource clock,
            SurpriseConditions conditions,
            Executor blocking) {
        this.campaigns = campaigns;
        this.views = views;
        this.coupons = coupons;
        this.registry = registry;
        this.secrets = secrets;
        this.clock = clock;
        this.conditions = conditions;
        this.blocking = blocking;
    }

    CompletionStage<CampaignReply.Recorded> create(
            CampaignId id,
            Campaign campaign,
            Request request,
            boolean validateOnly,
            ProgramFacts facts,
            Duration patience) {
        Definition definition = CampaignRules.check(campaign, facts);
        Command command = new CreateCampaign(request, definition, new Secret(secrets.get()));
        Instant decideBefore = clock.instant().plus(CodeRegistry.CREATE_WITHIN);
        return checkCondition(campaign)
                .thenCompose(checked -> tryTerms(id, campaign.getTerms()))
                .thenCompose(tried -> campaigns.read(id, patience))
                .thenCompose(reply -> CampaignViews.standing(reply).exists() || validateOnly
                        ? CompletableFuture.<Void>completedFuture(null)
                        : register(id, campaign, patience))
                .thenCompose(registered -> decide(id, command, validateOnly, decideBefore, patience));
    }

    CompletionStage<CampaignReply.Recorded> update(
            CampaignId id,
            Campaign campaign,
            Request request,
            boolean validateOnly,
            ProgramFacts facts,
            Duration patience) {
        Definition definition = CampaignRules.check(campaign, facts);
        Command command = new Command.UpdateCampaign(request, campaign.getVersion(), definition);
        return checkCondition(campaign)
                .thenCompose(checked -> tryTerms(id, campaign.getTerms()))
                .thenCompose(tried -> decide(id, command, validateOnly, Instant.MAX, patience));
    }

    CompletionStage<CampaignReply.Recorded> archive(CampaignId id, Request request, Duration patience) {
        return decide(id, new Command.ArchiveCampaign(request), false, Instant.MAX, patience)
                .thenCompose(recorded -> registry.release(id).thenApply(released -> recorded));
    }

    CompletionStage<CampaignReply.Recorded> change(CampaignId id, Command command, Duration patience) {
        return decide(id, command, false, Instant.MAX, patience);
    }

    private CompletionStage<CampaignReply.Recorded> decide(
            CampaignId id, Command command, boolean validateOnly, Instant decideBefore, Duration patience) {
        return campaigns
                .decide(id, command, validateOnly, decideBefore, patience)
                .thenApply(reply -> {
                    views.forget(id);
                    return switch (reply) {
                        case CampaignReply.Recorded recorded -> recorded;
                        case CampaignReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
                        default ->
                            throw new IllegalStateException(
                                    "answer of a campaign: " + reply + " (expected: one to a change)");
                    };
                });
    }

    /** A surprise's condition is evaluated here, so it is checked here. To compile it takes milliseconds, so another thread does. */
    private CompletionStage<Void> checkCondition(Campaign campaign) {
        String condition = campaign.getSurprise().getCondition();
        return condition.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> checkCondition(condition), blocking);
    }

    private void checkCondition(String condition) {
        List<ConditionError> errors = conditions.errors(condition);
        if (!errors.isEmpty()) {
            throw Checks.refused(
                    "campaign.surprise.condition", errors.getFirst().toString());
        }
    }

    /** Asks loyalty-service whether it would take such a coupon: its terms and their conditions are its own affair. */
    private CompletionStage<?> tryTerms(CampaignId id, CouponTerms terms) {
        return coupons.tryOut(GrantCouponRequest.newBuilder()
                .setCustomer("programs/" + id.program() + ANYBODY)
                .setRequestId("terms-of-a-campaign")
                .setCouponId("terms-of-a-campaign")
                .setCampaign(id.name())
                .setCampaignVersion(1)
                .setTerms(terms)
                .build());
    }

    private CompletionStage<Void> register(CampaignId id, Campaign campaign, Duration patience) {
        Optional<CodeRegistry.Entry> entry = CampaignRules.entry(campaign, id.program());
        return entry.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : registry.register(entry.get(), id)
                        .thenCompose(owner -> owner.isEmpty()
                                ? CompletableFuture.<Void>completedFuture(null)
                                : takeOver(entry.get(), owner.get(), id, patience));
    }

    private CompletionStage<Void> takeOver(
            CodeRegistry.Entry entry, CodeRegistry.Owner owner, CampaignId id, Duration patience) {
        if (owner.campaign().campaign().isEmpty()) {
            return CompletableFuture.failedFuture(taken());
        }
        return campaigns
                .read(owner.campaign(), patience)
                .thenApply(CampaignViews::standing)
                .thenCompose(other -> {
                    boolean archived = other.exists() && other.state() == CampaignState.ARCHIVED;
                    boolean neverCreated = !other.exists() && owner.isOld();
                    return archived || neverCreated
                            ? registry.takeOver(entry, owner.campaign(), id, archived)
                            : CompletableFuture.completedFuture(false);
                })
                .thenAccept(ours -> {
                    if (!ours) {
                        throw taken();
                    }
                });
    }

    private static StatusRuntimeException taken() {
        return RefusalStatus.of(
                Reason.CODE_TAKEN, "code: it, or this prefix, belongs to another campaign of the program");
    }
}
