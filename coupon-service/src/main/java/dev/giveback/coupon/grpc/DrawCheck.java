package dev.giveback.coupon.grpc;

import dev.giveback.coupon.directory.DrawEntry;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.proof.DrawProof;
import dev.giveback.coupon.v1.Draw;
import dev.giveback.coupon.v1.DrawOutcome;
import dev.giveback.coupon.v1.VerifyDrawsResponse;

/** The check of draws in the order of their numbers, one part after the other. */
final class DrawCheck {
    private static final int MAX_SHOWN = 10;

    private final CampaignId id;
    private final DrawProof proof;
    private final VerifyDrawsResponse.Builder found = VerifyDrawsResponse.newBuilder();
    private long last;

    /**
     * A check of the draws after this number.
     *
     * @param last 0 for all
     */
    DrawCheck(CampaignId id, DrawProof proof, long last) {
        this.id = id;
        this.proof = proof;
        this.last = last;
    }

    void add(DrawEntry entry) {
        for (long missing = last + 1; missing < entry.number(); missing++) {
            wrong(Draw.newBuilder().setNumber(missing).build());
        }
        last = entry.number();
        found.setChecked(found.getChecked() + 1);
        String outcome = entry.outcome().name().substring("DRAW_OUTCOME_".length());
        found.putOutcomes(outcome, found.getOutcomesOrDefault(outcome, 0) + 1);
        boolean holds = proof.holds(
                entry.customer(),
                entry.orderId(),
                entry.roll(),
                entry.chanceBasisPoints(),
                entry.outcome() == DrawOutcome.DRAW_OUTCOME_LOST);
        if (!holds) {
            wrong(DrawPages.draw(id, entry));
        }
    }

    private void wrong(Draw draw) {
        found.setWrong(found.getWrong() + 1);
        if (found.getWrongDrawsCount() < MAX_SHOWN) {
            found.addWrongDraws(draw);
        }
    }

    long lastNumber() {
        return last;
    }

    long checked() {
        return found.getChecked();
    }

    /** What was found so far; to be asked once. */
    VerifyDrawsResponse found(boolean isAll) {
        return found.setSeedCommitment(proof.commitment())
                .setNextPageToken(isAll ? "" : Checks.pageTokenAfter(Long.toString(last)))
                .build();
    }
}
