package dev.giveback.loyalty.grpc;

import static dev.giveback.loyalty.grpc.AnswerMapper.timestamp;

import com.google.type.Money;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.Inputs;
import dev.giveback.loyalty.domain.CouponUse;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.domain.UnusedCoupon;
import dev.giveback.loyalty.domain.pricing.Pricing.Cut;
import dev.giveback.loyalty.v1.CheckoutInputs;
import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.LineDiscount;
import dev.giveback.loyalty.v1.OrderLine;
import dev.giveback.loyalty.v1.RuleShare;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import dev.giveback.loyalty.v1.UsedCoupon;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Currency;

/** Orders and how they were decided, as they are published. */
final class OutcomeMapper {
    private OutcomeMapper() {}

    /** A checkout as decided, or as it would be: without a purchase time then. */
    static CheckoutOutcome outcome(CheckoutCompleted completed, long programVersion, boolean isMade) {
        return explanation(completed)
                .setOrder(order(completed, programVersion, isMade))
                .build();
    }

    /** How an order was decided, without the order. */
    static CheckoutOutcome.Builder explanation(CheckoutCompleted completed) {
        CheckoutOutcome.Builder outcome =
                CheckoutOutcome.newBuilder().setPointsCut(completed.pointsCut()).setOwedPaid(completed.owedPaid());
        completed
                .rules()
                .forEach(rule -> outcome.addRules(
                        RuleShare.newBuilder().setRuleId(rule.ruleId()).setPoints(rule.points())));
        if (completed.inputs() != null) {
            outcome.setInputs(inputs(completed.inputs()));
        }
        Price price = completed.price();
        if (price != null) {
            price.unused().forEach(unused -> outcome.addUnusedCoupons(unused(unused)));
            outcome.setPointsNotNeeded(price.pointsNotNeeded());
        }
        return outcome;
    }

    /** An order with what has been refunded of it. */
    static dev.giveback.loyalty.v1.Order order(Order order) {
        CheckoutCompleted completed = order.completed();
        dev.giveback.loyalty.v1.Order.Builder published = order(
                        completed, order.event().header().programVersion(), true)
                .setPointsEarned(order.pointsEarned())
                .setPointsRefunded(order.pointsRefunded())
                .setShippingRefunded(order.isShippingRefunded());
        for (int i = 0; i < order.refundedQuantities().size(); i++) {
            published
                    .getLinesBuilder(i)
                    .setPoints(order.linePoints().get(i))
                    .setRefundedQuantity(order.refundedQuantities().get(i));
        }
        return published.build();
    }

    static dev.giveback.loyalty.v1.Order.Builder order(
            CheckoutCompleted completed, long programVersion, boolean isMade) {
        Currency currency = completed.total().currency();
        dev.giveback.loyalty.v1.Order.Builder order = dev.giveback.loyalty.v1.Order.newBuilder()
                .setOrderId(completed.orderId())
                .setTotal(MoneyMapper.toMoney(completed.total().minor(), currency))
                .setPointsEarned(completed.pointsEarned())
                .setProgramVersion(programVersion);
        if (isMade) {
            order.setPurchaseTime(timestamp(completed.purchaseTime()));
        }
        if (isMade && completed.refundableUntil() != null) {
            order.setRefundableUntilTime(timestamp(completed.refundableUntil()));
        }
        addLines(completed, order);
        if (completed.price() != null) {
            addPrice(completed.price(), order, currency);
        }
        return order;
    }

    private static void addLines(CheckoutCompleted completed, dev.giveback.loyalty.v1.Order.Builder order) {
        Currency currency = completed.total().currency();
        long[] paid = completed.paidByLine();
        long list = 0;
        for (int i = 0; i < paid.length; i++) {
            var line = completed.lines().get(i);
            list += line.quantity() * line.unitPriceMinor();
            order.addLines(OrderLine.newBuilder()
                    .setLine(i + 1)
                    .setProduct(line.product())
                    .setCategory(line.category())
                    .setQuantity(line.quantity())
                    .setUnitPrice(MoneyMapper.toMoney(line.unitPriceMinor(), currency))
                    .setPoints(line.points())
                    .setNetAmount(MoneyMapper.toMoney(paid[i], currency)));
        }
        order.setListTotal(MoneyMapper.toMoney(list, currency));
    }

    private static void addPrice(Price price, dev.giveback.loyalty.v1.Order.Builder order, Currency currency) {
        order.setShipping(MoneyMapper.toMoney(price.shipping(), currency))
                .setShippingDiscount(MoneyMapper.toMoney(price.shippingDiscount(), currency))
                .setDiscountTotal(MoneyMapper.toMoney(price.discountTotal(), currency))
                .setPointsRedeemed(price.pointsRedeemed())
                .setPointsValue(MoneyMapper.toMoney(price.pointsValue(), currency))
                .setShippingPointsValue(MoneyMapper.toMoney(price.shippingPointsValue(), currency));
        for (CouponUse use : price.coupons()) {
            order.addCoupons(used(use, currency));
            for (Cut cut : use.cuts()) {
                order.getLinesBuilder(cut.line())
                        .addDiscounts(LineDiscount.newBuilder()
                                .setCouponId(use.couponId())
                                .setCode(use.code())
                                .setAmount(MoneyMapper.toMoney(cut.amount(), currency)));
            }
        }
        for (int i = 0; i < price.pointsByLine().size(); i++) {
            Price.PointsShare share = price.pointsByLine().get(i);
            Money value = MoneyMapper.toMoney(share.value(), currency);
            order.getLinesBuilder(i).setPointsRedeemed(share.points()).setPointsValue(value);
        }
    }

    private static UsedCoupon used(CouponUse use, Currency currency) {
        UsedCoupon.Builder used = UsedCoupon.newBuilder()
                .setCouponId(use.couponId())
                .setCampaign(use.campaign())
                .setCampaignVersion(use.campaignVersion())
                .setCode(use.code())
                .setDiscount(MoneyMapper.toMoney(use.discount(), currency))
                .setPoints(use.points());
        if (use.gift() != null) {
            used.setGift(TermsMapper.gift(use.gift()));
        }
        return used.build();
    }

    private static dev.giveback.loyalty.v1.UnusedCoupon unused(UnusedCoupon unused) {
        return dev.giveback.loyalty.v1.UnusedCoupon.newBuilder()
                .setCouponId(unused.couponId())
                .setCode(unused.code())
                .setReason(UnusedCouponReason.valueOf(
                        "UNUSED_COUPON_REASON_" + unused.reason().name()))
                .setMessage(unused.message())
                .setRequired(unused.required())
                .setAvailable(unused.available())
                .setMissing(unused.required() - unused.available())
                .build();
    }

    private static CheckoutInputs inputs(Inputs inputs) {
        return CheckoutInputs.newBuilder()
                .setTierId(inputs.customer().tier())
                .setMember(inputs.customer().member())
                .setOrderCount(inputs.customer().orderCount())
                .setPoints(inputs.customer().points())
                .setLocalTime(inputs.localTime()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME))
                .build();
    }
}
