package dev.giveback.standalone.replay;

import com.google.protobuf.Timestamp;
import com.google.type.Money;
import dev.giveback.coupon.v1.BuyRewardRequest;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;

/** Makes the requests of a replay. */
final class Requests {
    private static final int NANOS_A_MINOR_UNIT = 10_000_000;

    private final String program;
    private final String currency;
    private final ZoneId zone;
    private final Map<String, String> categories;

    /**
     * @param program id of the program
     * @param currency ISO 4217 code of a currency with two decimals
     * @param zone the zone of the shop's times
     * @param categories the category of each product
     */
    Requests(String program, String currency, ZoneId zone, Map<String, String> categories) {
        this.program = program;
        this.currency = currency;
        this.zone = zone;
        this.categories = categories;
    }

    String customerName(String customer) {
        return "programs/" + program + "/customers/" + customer;
    }

    /** A sale with what its customer shows at the checkout. */
    CompleteCheckoutRequest checkout(Invoice sale, Shown shown) {
        CompleteCheckoutRequest.Builder request = CompleteCheckoutRequest.newBuilder()
                .setCustomer(customerName(sale.customer()))
                .setRequestId(RequestIds.checkout(program, sale.number()))
                .setOrderId(sale.number())
                .setPurchaseTime(timestamp(sale.time()));
        for (InvoiceLine line : sale.lines()) {
            request.getBasketBuilder()
                    .addLines(CheckoutLine.newBuilder()
                            .setProduct(line.product())
                            .setCategory(categories.getOrDefault(line.product(), ""))
                            .setQuantity(line.quantity())
                            .setUnitPrice(money(line.unitPriceMinor())));
        }
        if (!shown.isNothing()) {
            request.getBasketBuilder().addAllCouponIds(shown.couponIds()).addAllCodes(shown.codes());
        }
        return request.build();
    }

    BuyRewardRequest reward(Invoice sale) {
        return BuyRewardRequest.newBuilder()
                .setCustomer(customerName(sale.customer()))
                .setRequestId(RequestIds.reward(program, sale.number()))
                .setCampaign(RetailCampaigns.name(program, RetailCampaigns.REWARD))
                .build();
    }

    RefundOrderRequest refund(Invoice invoice, String orderId, SortedMap<Integer, Long> lines) {
        RefundOrderRequest.Builder request = RefundOrderRequest.newBuilder()
                .setCustomer(customerName(invoice.customer()))
                .setRequestId(RequestIds.refund(program, invoice.number(), orderId))
                .setOrderId(orderId)
                .setRefundTime(timestamp(invoice.time()))
                .setReference(invoice.number());
        lines.forEach((line, quantity) ->
                request.addLines(RefundLine.newBuilder().setLine(line).setQuantity(quantity)));
        return request.build();
    }

    private Money money(long minor) {
        return Money.newBuilder()
                .setCurrencyCode(currency)
                .setUnits(minor / 100)
                .setNanos((int) (minor % 100) * NANOS_A_MINOR_UNIT)
                .build();
    }

    private Timestamp timestamp(LocalDateTime local) {
        Instant instant = local.atZone(zone).toInstant();
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
