package dev.giveback.coupon.journal;

import dev.giveback.coupon.domain.Change.CodesClaimed;
import dev.giveback.coupon.domain.Change.SurprisesDrawn;
import dev.giveback.coupon.domain.Draw;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.journal.v1.StoredDraw;
import dev.giveback.journal.v1.StoredDrawOutcome;
import dev.giveback.journal.v1.StoredSurprisesDrawn;
import java.time.Instant;

/** Draws between the domain and their stored form. */
final class DrawMapper {
    private DrawMapper() {}

    static StoredSurprisesDrawn toProto(SurprisesDrawn drawn) {
        StoredSurprisesDrawn.Builder stored = StoredSurprisesDrawn.newBuilder()
                .setVersion(drawn.version())
                .setTransaction(drawn.position().transaction())
                .setOrdering(drawn.position().ordering())
                .setFirstNumber(drawn.firstNumber())
                .setChanceBasisPoints(drawn.chanceBasisPoints())
                .setRememberDay(drawn.rememberDay());
        drawn.draws()
                .forEach(draw -> stored.addDraws(StoredDraw.newBuilder()
                        .setCustomer(draw.customer())
                        .setOrderId(draw.orderId())
                        .setRoll(draw.roll())
                        .setOutcome(outcome(draw.outcome()))));
        CodesClaimed won = drawn.won();
        if (won != null) {
            stored.setWon(CampaignEventMapper.claimed(won));
        }
        return stored.build();
    }

    static SurprisesDrawn toDomain(StoredSurprisesDrawn stored, Instant time) {
        return new SurprisesDrawn(
                stored.getVersion(),
                new FeedPosition(stored.getTransaction(), stored.getOrdering()),
                stored.getFirstNumber(),
                stored.getChanceBasisPoints(),
                stored.getRememberDay(),
                stored.getDrawsList().stream()
                        .map(draw -> new Draw(
                                draw.getCustomer(), draw.getOrderId(), draw.getRoll(), outcome(draw.getOutcome())))
                        .toList(),
                stored.hasWon() ? CampaignEventMapper.claimed(stored.getWon(), time) : null);
    }

    private static StoredDrawOutcome outcome(Draw.Outcome outcome) {
        return switch (outcome) {
            case LOST -> StoredDrawOutcome.STORED_DRAW_OUTCOME_LOST;
            case REMEMBERED -> StoredDrawOutcome.STORED_DRAW_OUTCOME_REMEMBERED;
            case CUSTOMER_LIMIT_REACHED -> StoredDrawOutcome.STORED_DRAW_OUTCOME_CUSTOMER_LIMIT_REACHED;
            case DAY_LIMIT_REACHED -> StoredDrawOutcome.STORED_DRAW_OUTCOME_DAY_LIMIT_REACHED;
            case TOTAL_LIMIT_REACHED -> StoredDrawOutcome.STORED_DRAW_OUTCOME_TOTAL_LIMIT_REACHED;
            case BUDGET_EXHAUSTED -> StoredDrawOutcome.STORED_DRAW_OUTCOME_BUDGET_EXHAUSTED;
            case HELD_OUT -> StoredDrawOutcome.STORED_DRAW_OUTCOME_HELD_OUT;
            case WON -> StoredDrawOutcome.STORED_DRAW_OUTCOME_WON;
        };
    }

    private static Draw.Outcome outcome(StoredDrawOutcome stored) {
        return switch (stored) {
            case STORED_DRAW_OUTCOME_LOST -> Draw.Outcome.LOST;
            case STORED_DRAW_OUTCOME_REMEMBERED -> Draw.Outcome.REMEMBERED;
            case STORED_DRAW_OUTCOME_CUSTOMER_LIMIT_REACHED -> Draw.Outcome.CUSTOMER_LIMIT_REACHED;
            case STORED_DRAW_OUTCOME_DAY_LIMIT_REACHED -> Draw.Outcome.DAY_LIMIT_REACHED;
            case STORED_DRAW_OUTCOME_TOTAL_LIMIT_REACHED -> Draw.Outcome.TOTAL_LIMIT_REACHED;
            case STORED_DRAW_OUTCOME_BUDGET_EXHAUSTED -> Draw.Outcome.BUDGET_EXHAUSTED;
            case STORED_DRAW_OUTCOME_HELD_OUT -> Draw.Outcome.HELD_OUT;
            case STORED_DRAW_OUTCOME_WON -> Draw.Outcome.WON;
            case STORED_DRAW_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("outcome: " + stored + " (expected: one that this build knows)");
        };
    }
}
