package dev.giveback.coupon.grpc;

import com.google.rpc.Code;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.customers.LoyaltyCustomers;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.directory.CampaignEntry;
import dev.giveback.coupon.directory.Directory;
import dev.giveback.coupon.domain.Access;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.coupon.v1.CampaignState;
import dev.giveback.coupon.v1.ListEligibleCampaignsResponse;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.platform.grpc.ErrorStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds the campaigns that would give a customer a coupon now. The directory tells which ones come into question, so that no campaign is
 * woken that cannot give; each of these judges for itself, by the rules of a claim.
 */
final class Eligibility {
    private static final int MOST = 1_000;
    private static final int PAGE = 1_000;
    /** Campaigns asked at once for one call. */
    private static final int AT_ONCE = 32;

    private static final String LOYALTY = "loyalty.giveback.dev";
    private static final Set<CampaignState> ACTIVE = Set.of(CampaignState.CAMPAIGN_STATE_ACTIVE);

    private final Campaigns campaigns;
    private final Directory directory;
    private final LoyaltyCustomers customers;
    private final InstantSource clock;

    Eligibility(Campaigns campaigns, Directory directory, LoyaltyCustomers customers, InstantSource clock) {
        this.campaigns = campaigns;
        this.directory = directory;
        this.customers = customers;
        this.clock = clock;
    }

    /** Whose campaigns are looked for, as loyalty-service knows the customer. */
    private record Wisher(CustomerId id, long points, ProgramFacts facts) {}

    CompletionStage<ListEligibleCampaignsResponse> of(CustomerId id, ProgramFacts facts, Duration patience) {
        return customers.get(id).thenCompose(customer -> {
            refuseIfGone(customer);
            Wisher wisher = new Wisher(id, customer.getBalance().getAvailable(), facts);
            return candidates(wisher, "", new ArrayList<>()).thenCompose(found -> ask(found, wisher, patience));
        });
    }

    /** In the words of loyalty-service, which would refuse the coupon. */
    private static void refuseIfGone(Customer customer) {
        if (!customer.getMergedInto().isEmpty()) {
            String message = "customer: was merged into " + customer.getMergedInto();
            throw ErrorStatus.of(Code.FAILED_PRECONDITION, LOYALTY, "CUSTOMER_MERGED", message)
                    .metadata("merged_into", customer.getMergedInto())
                    .preconditionViolation("CUSTOMER_MERGED", "customer", message)
                    .toException();
        }
        if (customer.hasEraseTime()) {
            String message = "customer: was erased, and nothing of it can be changed any more";
            throw ErrorStatus.of(Code.FAILED_PRECONDITION, LOYALTY, "CUSTOMER_ERASED", message)
                    .preconditionViolation("CUSTOMER_ERASED", "customer", message)
                    .toException();
        }
    }

    /** By id, one more than can be asked at most. */
    private CompletionStage<List<CampaignId>> candidates(Wisher wisher, String after, List<CampaignId> found) {
        return directory.page(wisher.facts().id(), after, ACTIVE, "", PAGE).thenCompose(entries -> {
            Instant now = clock.instant();
            for (CampaignEntry entry : entries) {
                if (found.size() <= MOST && mayGive(Definitions.toDomain(entry.definition()), wisher, now)) {
                    found.add(new CampaignId(wisher.facts().id(), entry.campaign()));
                }
            }
            return entries.size() < PAGE || found.size() > MOST
                    ? CompletableFuture.completedFuture(found)
                    : candidates(wisher, entries.getLast().campaign(), found);
        });
    }

    private static boolean mayGive(Definition definition, Wisher wisher, Instant now) {
        return definition.access().wayByAsking() != null
                && definition.window().refusal(now) == null
                && isPayable(definition.access(), wisher);
    }

    private static boolean isPayable(Access access, Wisher wisher) {
        return !(access instanceof Access.Reward reward) || reward.pointsPrice() <= wisher.points();
    }

    private CompletionStage<ListEligibleCampaignsResponse> ask(
            List<CampaignId> candidates, Wisher wisher, Duration patience) {
        int asked = Math.min(MOST, candidates.size());
        AtomicReferenceArray<Campaign> giving = new AtomicReferenceArray<>(asked);
        AtomicInteger next = new AtomicInteger();
        CompletableFuture<?>[] lanes = new CompletableFuture<?>[Math.min(AT_ONCE, asked)];
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = askNext(candidates, next, giving, wisher, patience).toCompletableFuture();
        }
        return CompletableFuture.allOf(lanes)
                .thenApply(done -> response(giving, wisher.facts(), candidates.size() > MOST));
    }

    /** One campaign after the other, until none is left for this lane. */
    private CompletionStage<?> askNext(
            List<CampaignId> candidates,
            AtomicInteger next,
            AtomicReferenceArray<Campaign> giving,
            Wisher wisher,
            Duration patience) {
        int at = next.getAndIncrement();
        if (at >= giving.length()) {
            return CompletableFuture.completedFuture(at);
        }
        CampaignId id = candidates.get(at);
        return campaigns.read(id, patience).thenApply(CampaignViews::standing).thenCompose(campaign -> {
            if (campaign.wouldGive(id, wisher.id().customer(), wisher.facts().zone(), clock.instant())
                    && isPayable(campaign.definition().access(), wisher)) {
                giving.set(at, campaign);
            }
            return askNext(candidates, next, giving, wisher, patience);
        });
    }

    private static ListEligibleCampaignsResponse response(
            AtomicReferenceArray<Campaign> giving, ProgramFacts facts, boolean isTruncated) {
        ListEligibleCampaignsResponse.Builder response =
                ListEligibleCampaignsResponse.newBuilder().setIsTruncated(isTruncated);
        for (int at = 0; at < giving.length(); at++) {
            Campaign campaign = giving.get(at);
            if (campaign != null) {
                response.addCampaigns(Mappers.campaign(campaign, facts.currency()));
            }
        }
        return response.build();
    }
}
