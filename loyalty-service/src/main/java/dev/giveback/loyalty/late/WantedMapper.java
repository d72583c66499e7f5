package dev.giveback.loyalty.late;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Limits;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.WantedCorrection;
import dev.giveback.loyalty.v1.CorrectOrderRequest;
import dev.giveback.loyalty.v1.LineCorrection;
import dev.giveback.platform.contract.MoneyMapper;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a call wants corrected; single fields have the lengths and numbers that the contract states. */
final class WantedMapper {
    private WantedMapper() {}

    static WantedCorrection of(CorrectOrderRequest call) {
        if (call.getOrderId().isEmpty()) {
            throw refused("order_id", "must be 1 to 64 printable ASCII characters without spaces");
        }
        if (!call.hasPurchaseTime() && call.getLinesCount() == 0) {
            throw refused("lines", "must have a line, unless purchase_time is set");
        }
        return new WantedCorrection(call.getOrderId(), purchaseTime(call), lines(call.getLinesList()));
    }

    private static @Nullable Instant purchaseTime(CorrectOrderRequest call) {
        if (!call.hasPurchaseTime()) {
            return null;
        }
        if (!Timestamps.isValid(call.getPurchaseTime())) {
            throw refused("purchase_time", "must be a valid time between the years 1 and 9999");
        }
        return Instant.ofEpochSecond(
                call.getPurchaseTime().getSeconds(), call.getPurchaseTime().getNanos());
    }

    private static List<WantedCorrection.Line> lines(List<LineCorrection> called) {
        Set<Integer> seen = new HashSet<>();
        List<WantedCorrection.Line> lines = new ArrayList<>(called.size());
        for (int i = 0; i < called.size(); i++) {
            LineCorrection line = called.get(i);
            String path = "lines[" + i + "]";
            if (line.getLine() != 0 && !seen.add(line.getLine())) {
                throw refused(path + ".line", "must not repeat a line of the same correction");
            }
            if (line.getLine() == 0 && (!line.hasProduct() || line.getQuantity() == 0 || !line.hasUnitPrice())) {
                throw refused(path, "must have product, quantity and unit_price, because it is added");
            }
            lines.add(new WantedCorrection.Line(
                    line.getLine(),
                    line.hasProduct() ? line.getProduct() : null,
                    line.hasCategory() ? line.getCategory() : null,
                    line.hasQuantity() ? line.getQuantity() : null,
                    line.hasUnitPrice() ? price(line.getUnitPrice(), path + ".unit_price") : null));
        }
        return lines;
    }

    /** Whether it is the program's currency is judged with the order. */
    private static dev.giveback.loyalty.domain.Money price(Money money, String field) {
        Currency currency = Currency.getAvailableCurrencies().stream()
                .filter(each -> each.getCurrencyCode().equals(money.getCurrencyCode()))
                .findFirst()
                .orElseThrow(() -> refused(field + ".currency_code", "must be the program's"));
        String problem = MoneyMapper.problem(money, currency);
        if (problem != null) {
            throw refused(field, problem);
        }
        long minor = MoneyMapper.toMinor(money, currency);
        if (minor < 0 || minor > Limits.MAX_AMOUNT) {
            throw refused(field, "must be 0 to " + Limits.MAX_AMOUNT + " minor units");
        }
        return new dev.giveback.loyalty.domain.Money(currency, minor);
    }

    private static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }
}
