package dev.giveback.coupon.grpc;

import dev.giveback.coupon.directory.DrawEntry;
import dev.giveback.coupon.directory.DrawFilter;
import dev.giveback.coupon.directory.DrawTable;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.proof.DrawProof;
import dev.giveback.coupon.v1.Draw;
import dev.giveback.coupon.v1.ListDrawsRequest;
import dev.giveback.coupon.v1.ListDrawsResponse;
import dev.giveback.coupon.v1.VerifyDrawsResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Draws in pages, and the check of them. */
final class DrawPages {
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int CHECKED_TOGETHER = 5_000;
    private static final int CHECKED_A_CALL = 100_000;

    private final DrawTable draws;

    DrawPages(DrawTable draws) {
        this.draws = draws;
    }

    /**
     * A page.
     *
     * @param customer without the program; empty for everybody
     */
    CompletionStage<ListDrawsResponse> list(CampaignId id, String customer, ListDrawsRequest call) {
        int size = call.getPageSize() == 0 ? DEFAULT_PAGE_SIZE : call.getPageSize();
        DrawFilter filter = new DrawFilter(customer, call.getOrderId(), call.getOutcomesList());
        long start = Checks.lastNumber(call.getPageToken());
        CompletionStage<List<DrawEntry>> read = call.getOldestFirst()
                ? draws.after(id, start, filter, size + 1)
                : draws.before(id, start == 0 ? Long.MAX_VALUE : start, filter, size + 1);
        return read.thenApply(entries -> page(id, entries, size));
    }

    /** One more than the page holds was read, to know whether there is another. */
    private static ListDrawsResponse page(CampaignId id, List<DrawEntry> read, int size) {
        ListDrawsResponse.Builder page = ListDrawsResponse.newBuilder();
        read.stream().limit(size).forEach(entry -> page.addDraws(draw(id, entry)));
        if (read.size() > size) {
            page.setNextPageToken(
                    Checks.pageTokenAfter(Long.toString(read.get(size - 1).number())));
        }
        return page.build();
    }

    static Draw draw(CampaignId id, DrawEntry entry) {
        return Draw.newBuilder()
                .setNumber(entry.number())
                .setCustomer(new CustomerId(id.program(), entry.customer()).name())
                .setOrderId(entry.orderId())
                .setRoll(entry.roll())
                .setChanceBasisPoints(entry.chanceBasisPoints())
                .setOutcome(entry.outcome())
                .setClaim(entry.claim().isEmpty() ? "" : Mappers.claimName(id, entry.claim()))
                .setDrawTime(Mappers.timestamp(Instant.ofEpochMilli(entry.drawMillis())))
                .setCampaignVersion(entry.version())
                .build();
    }

    /** Checks draws from the one after the page token on. */
    CompletionStage<VerifyDrawsResponse> verify(CampaignId id, Campaign campaign, String pageToken) {
        if (!campaign.isSurprise()) {
            return CompletableFuture.completedFuture(VerifyDrawsResponse.getDefaultInstance());
        }
        DrawProof proof = new DrawProof(campaign.secretOrThrow().surpriseSeed().reveal());
        return verify(id, new DrawCheck(id, proof, Checks.lastNumber(pageToken)));
    }

    private CompletionStage<VerifyDrawsResponse> verify(CampaignId id, DrawCheck check) {
        return draws.after(id, check.lastNumber(), DrawFilter.ALL, CHECKED_TOGETHER)
                .thenCompose(entries -> {
                    entries.forEach(check::add);
                    boolean isLast = entries.size() < CHECKED_TOGETHER;
                    return isLast || check.checked() >= CHECKED_A_CALL
                            ? CompletableFuture.completedFuture(check.found(isLast))
                            : verify(id, check);
                });
    }
}
