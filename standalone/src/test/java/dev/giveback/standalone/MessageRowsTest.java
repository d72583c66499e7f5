package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import com.google.type.Money;
import dev.giveback.access.v1.GetKeyResponse;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.KeyState;
import dev.giveback.access.v1.ListKeysResponse;
import dev.giveback.loyalty.v1.GetOrderResponse;
import dev.giveback.loyalty.v1.ListLotsResponse;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.Order;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageRowsTest {
    @Test
    void aListIsItsRowsUnderAHeaderInTheOrderOfTheContract() {
        List<String> lines = csv(ListLotsResponse.newBuilder()
                .addLots(Lot.newBuilder()
                        .setLotId(1)
                        .setReference("a, \"b\"")
                        .setEarnTime(Timestamp.newBuilder().setSeconds(60))
                        .setRemaining(-5))
                .addLots(Lot.newBuilder().setLotId(2))
                .setNextPageToken("more")
                .build());
        assertThat(lines)
                .containsExactly(
                        "lotId,source,reference,earnTime,availableTime,expireTime,original,remaining,held",
                        "1,LOT_SOURCE_UNSPECIFIED,\"a, \"\"b\"\"\",1970-01-01T00:01:00Z,,,0,-5,0",
                        "2,LOT_SOURCE_UNSPECIFIED,,,,,0,0,0");
    }

    @Test
    void anEmptyListIsItsHeader() {
        MessageRows rows = new MessageRows(System.out);
        assertThat(MessageRows.rowsOf(ListLotsResponse.getDefaultInstance())).isEmpty();
        assertThat(rows.isEmpty()).isTrue();
        assertThat(MessageRows.rowType(ListLotsResponse.getDefaultInstance())).isEqualTo(Lot.getDescriptor());
    }

    @Test
    void whatIsRepeatedIsOneCell() {
        Key key = Key.newBuilder()
                .setName("keys/a")
                .addScopes("checkout")
                .addScopes("points.write")
                .setState(KeyState.KEY_STATE_ACTIVE)
                .build();
        List<String> lines = csv(ListKeysResponse.newBuilder().addKeys(key).build());
        assertThat(lines.getLast()).startsWith("keys/a,,checkout points.write,").endsWith("KEY_STATE_ACTIVE");
        assertThat(csv(GetKeyResponse.newBuilder().setKey(key).build())).isEqualTo(lines);
    }

    @Test
    void messagesWithinAreColumnsOfTheirOwnAndMoneyIsOne() {
        List<String> lines = csv(GetOrderResponse.newBuilder()
                .setOrder(Order.newBuilder()
                        .setOrderId("A-1")
                        .setTotal(Money.newBuilder().setCurrencyCode("GBP").setUnits(4)))
                .build());
        List<String> header = List.of(lines.getFirst().split(",", -1));
        List<String> row = List.of(lines.getLast().split(",", -1));
        assertThat(row).hasSameSizeAs(header);
        assertThat(row.get(header.indexOf("order.orderId"))).isEqualTo("A-1");
        assertThat(row.get(header.indexOf("order.total"))).isEqualTo("GBP 4.00");
    }

    private static List<String> csv(MessageOrBuilder message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageRows rows = new MessageRows(new PrintStream(out, true, StandardCharsets.UTF_8));
        MessageRows.rowsOf(message).forEach(rows::add);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
