package dev.giveback.loyalty.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.CustomerEvent.ChangeCase;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.StoredCouponUse;
import dev.giveback.journal.v1.StoredExpiredCoupon;
import dev.giveback.journal.v1.StoredInputs;
import dev.giveback.journal.v1.StoredPrice;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a row is about is seen in its bytes, and a row that this build cannot read stops the feed. */
final class StoredRowTest {
    private static FeedEnvelope row(ByteString event, String manifest) {
        return new FeedEnvelope(
                new FeedOffset(1, 2),
                "customer|shop|ann",
                7,
                Instant.EPOCH,
                JournalSerializer.IDENTIFIER,
                manifest,
                JournalRecord.newBuilder().setEvent(event).build().toByteString());
    }

    private static StoredRow row(CustomerEvent.Builder event) {
        return StoredRow.of(row(event.build().toByteString(), JournalSerializer.CUSTOMER_EVENT));
    }

    private static boolean usesCoupons(StoredRow row) {
        return row.has(
                CustomerEvent.CHECKOUT_COMPLETED_FIELD_NUMBER,
                CheckoutCompleted.PRICE_FIELD_NUMBER,
                StoredPrice.COUPONS_FIELD_NUMBER);
    }

    @Test
    void aFieldIsFoundWhereverItStands() {
        CheckoutCompleted.Builder order = CheckoutCompleted.newBuilder()
                .setOrderId("o1")
                .setPrice(StoredPrice.newBuilder().setShippingMinor(5))
                .setInputs(StoredInputs.newBuilder().setPoints(3));
        CustomerEvent.Builder event = CustomerEvent.newBuilder().setRecordMillis(9);
        StoredRow without = row(event.setCheckoutCompleted(order));
        order.getPriceBuilder().addCoupons(StoredCouponUse.newBuilder().setCouponId("c1"));
        StoredRow with = row(event.setCheckoutCompleted(order)
                .addExpiredCoupons(StoredExpiredCoupon.newBuilder().setCouponId("c2")));

        assertThat(with.change()).isEqualTo(ChangeCase.CHECKOUT_COMPLETED);
        assertThat(with.customer()).isEqualTo(new CustomerId("shop", "ann"));
        assertThat(usesCoupons(with)).isTrue();
        assertThat(usesCoupons(without)).isFalse();
        assertThat(with.has(CustomerEvent.EXPIRED_COUPONS_FIELD_NUMBER)).isTrue();
        assertThat(without.has(CustomerEvent.EXPIRED_COUPONS_FIELD_NUMBER)).isFalse();
        assertThat(with.event()).isEqualTo(event.build());
    }

    @Test
    void whatALaterBuildMayHaveWrittenStopsTheFeed() {
        ByteString unknown = CustomerEvent.newBuilder()
                .setRecordMillis(9)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                900,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.EMPTY)
                                        .build())
                        .build())
                .build()
                .toByteString();

        assertThatThrownBy(() -> StoredRow.of(row(unknown, JournalSerializer.CUSTOMER_EVENT))
                        .change())
                .hasMessageContaining("not readable by this build");
        assertThatThrownBy(() -> row(CustomerEvent.newBuilder()).change())
                .hasMessageContaining("not readable by this build");
        assertThatThrownBy(() -> StoredRow.of(row(unknown, "C9"))).hasMessageContaining("not readable by this build");
    }
}
