package dev.giveback.recommendation.feed;

import static dev.giveback.recommendation.feed.ShopJournal.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderCorrected;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.PointsRedeemed;
import dev.giveback.journal.v1.StoredLineBefore;
import dev.giveback.journal.v1.StoredRefundLine;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import dev.giveback.recommendation.live.FeedPlace;
import dev.giveback.recommendation.live.News;
import dev.giveback.recommendation.live.ProgramFacts;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each kind of event means. */
final class NewsMapperTest {
    private final ShopJournal journal = new ShopJournal();

    private News last() throws UnreadableEventException {
        return NewsMapper.of(journal.messages().getLast());
    }

    @Test
    void anOrderIsWhatWasPaidFor() throws UnreadableEventException {
        journal.bought(
                "anna", 15_000, line("tea", 2, 250), line("gift", 1, 0), line("gone", 0, 100), line("tea", 1, 200));

        News news = last();

        assertThat(news.program()).isEqualTo("shop");
        assertThat(news.place()).isEqualTo(new FeedPlace(100, 1));
        assertThat(news.token()).isEqualTo("100:1");
        assertThat(news.recordMillis()).isEqualTo(ShopJournal.RECORDED);
        assertThat(news.chainHash()).hasSize(64);
        assertThat(news.events())
                .containsExactly(new ShopEvent.Bought("anna", 15_000, List.of(new Line("tea", 2), new Line("tea", 1))));
    }

    @Test
    void anOrderOfGiftsSaysNothing() throws UnreadableEventException {
        journal.bought("anna", 15_000, line("gift", 1, 0));

        assertThat(last().events()).isEmpty();
    }

    @Test
    void anEnormousQuantityIsTheMostThatCanBeCounted() throws UnreadableEventException {
        journal.bought("anna", 15_000, line("tea", 1L << 40, 1));

        assertThat(last().events())
                .containsExactly(new ShopEvent.Bought("anna", 15_000, List.of(new Line("tea", Integer.MAX_VALUE))));
    }

    @Test
    void aRefundTakesBackOfTheDayOfThePurchase() throws UnreadableEventException {
        journal.refunded("anna", 15_000, line("tea", 2, 250), line("gift", 1, 0));

        assertThat(last().events()).containsExactly(new ShopEvent.TakenBack("anna", 15_000, new Line("tea", 2)));
    }

    @Test
    void anOldRefundThatNamesNoProductsSaysNothing() throws UnreadableEventException {
        journal.customer(
                "anna",
                StatementEntryType.STATEMENT_ENTRY_TYPE_REFUND,
                CustomerEvent.newBuilder()
                        .setOrderRefunded(OrderRefunded.newBuilder()
                                .addLines(
                                        StoredRefundLine.newBuilder().setLine(1).setQuantity(1)))
                        .build());

        assertThat(last().events()).isEmpty();
    }

    @Test
    void aCorrectionTellsWhatWasThereAndWhatIs() throws UnreadableEventException {
        journal.corrected(
                "anna",
                15_000,
                List.of(before("tea", 3, 250, 1), before("cup", 1, 500, 1), before("gift", 1, 0, 0)),
                15_002,
                List.of(line("soap", 4, 250), line("cup", 1, 500), line("gift", 1, 10), line("tea", 1, 250)));

        assertThat(last().events())
                .containsExactly(new ShopEvent.Corrected(
                        "anna",
                        15_000,
                        List.of(new Line("tea", 2)),
                        15_002,
                        List.of(new Line("soap", 3), new Line("gift", 1), new Line("tea", 1))));
    }

    @Test
    void anOldCorrectionThatTellsNoLinesBeforeSaysNothing() throws UnreadableEventException {
        journal.customer(
                "anna",
                StatementEntryType.STATEMENT_ENTRY_TYPE_ORDER_CORRECTED,
                CustomerEvent.newBuilder()
                        .setOrderCorrected(OrderCorrected.newBuilder()
                                .setOrder(ShopJournal.order(15_000, List.of(line("tea", 1, 1)))))
                        .build());

        assertThat(last().events()).isEmpty();
    }

    @Test
    void statementsMergesAndErasures() throws UnreadableEventException {
        journal.stated("anna", List.of("A"), List.of("B"), 1, 2, 77);
        assertThat(last().events())
                .containsExactly(new ShopEvent.PreferencesStated(
                        "anna",
                        List.of("A"),
                        List.of("B"),
                        Set.of(Objection.PERSONAL_RECOMMENDATIONS, Objection.LEARNING_FROM_PURCHASES)));
        journal.absorbed("old", "anna");
        assertThat(last().events()).containsExactly(new ShopEvent.CustomersMerged("old", "anna"));
        journal.erased("anna");
        assertThat(last().events()).containsExactly(new ShopEvent.CustomerErased("anna"));
    }

    @Test
    void aProgramTellsItsZoneAndCurrency() throws UnreadableEventException {
        journal.program("shop", "Europe/London");

        assertThat(last().program()).isEqualTo("shop");
        assertThat(last().facts()).isEqualTo(new ProgramFacts(ZoneId.of("Europe/London"), "GBP"));
    }

    @Test
    void otherKindsArePassedOverWhateverTheirVersion() throws UnreadableEventException {
        journal.customer(
                "anna",
                StatementEntryType.STATEMENT_ENTRY_TYPE_REDEMPTION,
                CustomerEvent.newBuilder()
                        .setChangeVersion(9)
                        .setPointsRedeemed(PointsRedeemed.getDefaultInstance())
                        .build());
        assertThat(last().events()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNeverPassedOver() {
        journal.unreadable("anna");
        assertThatThrownBy(this::last)
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageStartingWith("event 1 at 100:1: ")
                .hasMessageNotContaining("anna");
        journal.customer(
                "anna",
                StatementEntryType.STATEMENT_ENTRY_TYPE_ERASED,
                CustomerEvent.newBuilder()
                        .setChangeVersion(2)
                        .setCustomerErased(dev.giveback.journal.v1.CustomerErased.getDefaultInstance())
                        .build());
        assertThatThrownBy(this::last).hasMessageContaining("change_version: 2 (expected: at most 1)");
        journal.program("shop", "Nowhere/None");
        assertThatThrownBy(this::last).isInstanceOf(UnreadableEventException.class);
        assertThatThrownBy(() -> NewsMapper.of(TailEventsResponse.newBuilder()
                        .setCustomer("programs/shop")
                        .build()))
                .isInstanceOf(UnreadableEventException.class);
    }

    private static StoredLineBefore before(String product, long quantity, long price, long refunded) {
        return StoredLineBefore.newBuilder()
                .setProduct(product)
                .setQuantity(quantity)
                .setUnitPriceMinor(price)
                .setRefundedQuantity(refunded)
                .build();
    }
}
