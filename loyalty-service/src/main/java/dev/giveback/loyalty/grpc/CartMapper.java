package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Limits;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.PointsPayment;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Published baskets as carts of the domain. What breaks a rule of a single field is refused here, naming field and rule. */
final class CartMapper {
    private static final int MAX_TEXT_LENGTH = 64;

    private CartMapper() {}

    /** The cart of a basket, with what came of its codes. */
    static Cart cart(Basket basket, CodeResults results, Currency currency) {
        List<CompleteCheckout.Line> lines = new ArrayList<>(basket.getLinesCount());
        for (int i = 0; i < basket.getLinesCount(); i++) {
            lines.add(line(basket.getLines(i), i, currency));
        }
        if (basket.getCouponIdsCount() == 0 && basket.getCodesCount() == 0) {
            return new Cart(lines, shipping(basket, currency), List.of(), List.of(), payment(basket, currency));
        }
        List<String> couponIds = new ArrayList<>();
        for (int i = 0; i < basket.getCouponIdsCount(); i++) {
            couponIds.add(Checks.id(basket.getCouponIds(i), "basket.coupon_ids[" + i + "]"));
        }
        CodeResults.Read read = results.read(codes(basket), couponIds, currency);
        return new Cart(
                lines, shipping(basket, currency), couponIds, read.refused(), read.offers(), payment(basket, currency));
    }

    private static CompleteCheckout.Line line(CheckoutLine line, int index, Currency currency) {
        String path = "basket.lines[" + index + "].";
        return new CompleteCheckout.Line(
                Checks.text(line.getProduct(), 1, MAX_TEXT_LENGTH, path + "product"),
                Checks.text(line.getCategory(), 0, MAX_TEXT_LENGTH, path + "category"),
                Checks.quantity(line.getQuantity(), path + "quantity"),
                Checks.price(line.getUnitPrice(), currency, path + "unit_price"));
    }

    private static long shipping(Basket basket, Currency currency) {
        return basket.hasShipping()
                ? Checks.price(basket.getShipping(), currency, "basket.shipping")
                        .minor()
                : 0;
    }

    private static Set<String> codes(Basket basket) {
        Set<String> codes = new LinkedHashSet<>();
        for (int i = 0; i < basket.getCodesCount(); i++) {
            String field = "basket.codes[" + i + "]";
            if (!codes.add(Checks.text(basket.getCodes(i), 1, MAX_TEXT_LENGTH, field))) {
                throw Checks.refused(field, "must not repeat a code");
            }
        }
        if (basket.getCouponIdsCount() + codes.size() > Limits.MAX_COUPONS_PER_CHECKOUT) {
            throw Checks.refused("basket.codes", "must be at most 10 together with the coupon ids");
        }
        return codes;
    }

    private static dev.giveback.loyalty.domain.pricing.@Nullable PointsPayment payment(
            Basket basket, Currency currency) {
        if (!basket.hasPoints()) {
            return null;
        }
        PointsPayment payment = basket.getPoints();
        return switch (payment.getAmountCase()) {
            case POINTS -> new dev.giveback.loyalty.domain.pricing.PointsPayment.Points(payment.getPoints());
            case VALUE -> {
                String field = "basket.points.value";
                long minor = Checks.price(payment.getValue(), currency, field).minor();
                if (minor == 0) {
                    throw Checks.refused(field, "must be more than zero");
                }
                yield new dev.giveback.loyalty.domain.pricing.PointsPayment.Value(minor);
            }
            case MAXIMUM -> new dev.giveback.loyalty.domain.pricing.PointsPayment.Maximum();
            case AMOUNT_NOT_SET -> throw Checks.refused("basket.points", "must say how much: points, value or maximum");
        };
    }
}
