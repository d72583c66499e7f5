package dev.giveback.loyalty.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.CustomerEvent.ChangeCase;
import dev.giveback.journal.v1.MergeDeclined;
import dev.giveback.journal.v1.MergeReverted;
import dev.giveback.journal.v1.PointsHeld;
import dev.giveback.journal.v1.TransferDeclined;
import dev.giveback.journal.v1.TransferReturned;
import dev.giveback.loyalty.v1.RefusalReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stored bytes of every version come out as this build would have written them. */
final class StoredEventsTest {
    @ParameterizedTest
    @CsvSource({
        "BALANCE_LIMIT_REACHED, REFUSAL_REASON_BALANCE_LIMIT_REACHED",
        "TOO_MANY_COUPONS, REFUSAL_REASON_TOO_MANY_COUPONS",
        "MERGE_CONFLICT, REFUSAL_REASON_MERGE_CONFLICT",
        "CUSTOMER_MERGING, REFUSAL_REASON_CUSTOMER_MERGING",
        "CUSTOMER_MERGED, REFUSAL_REASON_CUSTOMER_MERGED",
    })
    void theTextOfAReasonBecomesThePublishedOne(String text, RefusalReason reason) throws Exception {
        CustomerEvent declined = read(event().setTransferDeclined(TransferDeclined.newBuilder()
                .setSender("dora")
                .setPoints(5)
                .setReason(text)));
        assertThat(declined)
                .isEqualTo(event().setChangeVersion(2)
                        .setTransferDeclined(TransferDeclined.newBuilder()
                                .setSender("dora")
                                .setPoints(5)
                                .setRefusal(reason))
                        .build());
        assertThat(read(event().setTransferReturned(
                                        TransferReturned.newBuilder().setReason(text)))
                        .getTransferReturned())
                .isEqualTo(TransferReturned.newBuilder().setRefusal(reason).build());
        assertThat(read(event().setMergeDeclined(MergeDeclined.newBuilder().setReason(text)))
                        .getMergeDeclined())
                .isEqualTo(MergeDeclined.newBuilder().setRefusal(reason).build());
        assertThat(read(event().setMergeReverted(MergeReverted.newBuilder().setReason(text)))
                        .getMergeReverted())
                .isEqualTo(MergeReverted.newBuilder().setRefusal(reason).build());
    }

    @Test
    void whatIsOfTheLatestVersionIsReadAsItIs() throws Exception {
        CustomerEvent latest = event().setChangeVersion(2)
                .setMergeDeclined(MergeDeclined.newBuilder()
                        .setSource("finn")
                        .setRefusal(RefusalReason.REFUSAL_REASON_MERGE_CONFLICT))
                .build();

        assertThat(StoredEvents.read(latest.toByteString())).isEqualTo(latest);
    }

    @Test
    void whatNeverChangedIsReadAsItIs() throws Exception {
        CustomerEvent held =
                event().setPointsHeld(PointsHeld.newBuilder().setHoldId("h")).build();

        assertThat(StoredEvents.read(held.toByteString())).isEqualTo(held);
        assertThat(StoredEvents.versionToStore(ChangeCase.POINTS_HELD)).isZero();
    }

    @Test
    void aVersionOfALaterBuildIsRefused() {
        assertThatThrownBy(() -> read(event().setChangeVersion(3).setMergeDeclined(MergeDeclined.getDefaultInstance())))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining("MERGE_DECLINED: 3 (expected: 1 to 2; was it written by a later build?)");
        assertThatThrownBy(() -> read(event().setChangeVersion(2).setPointsHeld(PointsHeld.getDefaultInstance())))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining("POINTS_HELD: 2 (expected: 1 to 1");
    }

    @Test
    void aTextThatVersionOneCouldNotHoldIsRefused() {
        assertThatThrownBy(() -> read(event().setTransferDeclined(
                                TransferDeclined.newBuilder().setReason("NO_IDEA"))))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining("NO_IDEA");
    }

    @Test
    void everyReasonOfTheDomainIsAPublishedOneAndBack() {
        Arrays.stream(dev.giveback.loyalty.domain.Reason.values())
                .forEach(reason ->
                        assertThat(Refusals.toDomain(Refusals.toProto(reason))).isEqualTo(reason));
    }

    private static CustomerEvent read(CustomerEvent.Builder event) throws InvalidProtocolBufferException {
        ByteString bytes = event.build().toByteString();
        return StoredEvents.read(bytes);
    }

    private static CustomerEvent.Builder event() {
        return CustomerEvent.newBuilder().setRecordMillis(7).setRequestId("r-1");
    }
}
