package dev.giveback.feedback.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import dev.giveback.feedback.feed.News.Absorbed;
import dev.giveback.feedback.feed.News.Bought;
import dev.giveback.feedback.feed.News.Erased;
import dev.giveback.feedback.feed.News.Happened;
import dev.giveback.feedback.feed.News.ProfileChanged;
import dev.giveback.feedback.feed.News.Refunded;
import dev.giveback.feedback.feed.News.TierGiven;
import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.StoredCoupon;
import dev.giveback.journal.v1.StoredCouponUse;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.loyalty.v1.TailEventsResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads what an event of loyalty-service's journal means here. */
final class NewsMapper {
    /** What an enrolment is known by: a customer enrols once. */
    static final String ENROLMENT = "enrolment";

    /** Which layouts of changes are read. */
    private static final int MOST_VERSION = 2;

    private static final int MAX_CATEGORIES = 20;
    private static final int MAX_CAMPAIGNS = 20;

    private final CustomerId customer;
    private final CustomerEvent event;
    private final ZoneId zone;
    private final List<News> news = new ArrayList<>();

    private NewsMapper(CustomerId customer, CustomerEvent event, ZoneId zone) {
        this.customer = customer;
        this.event = event;
        this.zone = zone;
    }

    /**
     * What a message means, in order; nothing when it is no customer's event. One that this build cannot read is refused, so that its place
     * is not saved and a later build reads it.
     *
     * @param zones of programs by their ids
     */
    static List<News> of(TailEventsResponse message, Function<String, ZoneId> zones) {
        CustomerId customer = CustomerId.parse(message.getCustomer());
        if (customer == null) {
            return List.of();
        }
        NewsMapper mapper = new NewsMapper(customer, event(message), zones.apply(customer.program()));
        mapper.read();
        return mapper.news;
    }

    private static CustomerEvent event(TailEventsResponse message) {
        try {
            CustomerEvent event = CustomerEvent.parseFrom(message.getEvent());
            if (Integer.compareUnsigned(event.getChangeVersion(), MOST_VERSION) > 0) {
                throw new IllegalStateException("change_version: "
                        + Integer.toUnsignedString(event.getChangeVersion()) + " (expected: at most " + MOST_VERSION
                        + "); was it written by a later version?");
            }
            return event;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "event " + message.getSequenceNumber() + " at " + message.getResumeToken()
                            + ": not readable (expected: a CustomerEvent)",
                    e);
        }
    }

    private void read() {
        // What is not here means nothing but the points and tiers that are looked at below.
        switch (event.getChangeCase()) {
            case CUSTOMER_ENROLLED -> happened(OccasionKind.ENROLMENT, ENROLMENT, recorded());
            case CHECKOUT_COMPLETED -> bought(event.getCheckoutCompleted());
            case ORDER_REFUNDED -> refunded(event.getOrderRefunded());
            case COUPON_GRANTED -> granted(event.getCouponGranted().getCoupon());
            case PROFILE_CHANGED -> news.add(new ProfileChanged(customer));
            case CUSTOMER_ERASED -> news.add(new Erased(customer));
            case CUSTOMER_ABSORBED ->
                news.add(new Absorbed(
                        customer,
                        new CustomerId(
                                customer.program(), event.getCustomerAbsorbed().getSource())));
            default -> {}
        }
        returnedCoupons();
        if (event.hasTier()) {
            tier();
        }
        GivenLots.of(event).stream()
                .filter(lot -> lot.getExpiresMillis() > 0)
                .forEach(lot -> pointsExpire(Instant.ofEpochMilli(lot.getExpiresMillis())));
    }

    private Instant recorded() {
        return Instant.ofEpochMilli(event.getRecordMillis());
    }

    private long points() {
        return event.getBalanceAfter().getAvailable();
    }

    private void happened(OccasionKind kind, String reference, Instant time) {
        news.add(new Happened(known(new Occasion(kind, reference, time, OrderFacts.NONE))));
    }

    private KnownOccasion known(Occasion occasion) {
        return new KnownOccasion(customer, occasion, recorded(), recorded(), List.of(), 0, points(), false);
    }

    private void bought(CheckoutCompleted order) {
        Instant purchased = Instant.ofEpochMilli(order.getPurchaseMillis());
        KnownOccasion purchase = purchase(order);
        news.add(new Bought(purchase, order.getInputs().getOrderCount() == 0));
        news.add(new Happened(purchase));
        news.add(new Happened(purchase.with(new Occasion(
                OccasionKind.LAST_PURCHASE,
                order.getOrderId(),
                purchased,
                purchase.occasion().order()))));
    }

    private KnownOccasion purchase(CheckoutCompleted order) {
        return new KnownOccasion(
                customer,
                new Occasion(OccasionKind.PURCHASE, order.getOrderId(), recorded(), facts(order)),
                Instant.ofEpochMilli(order.getPurchaseMillis()),
                recorded(),
                order.getLinesList().stream()
                        .map(StoredOrderLine::getProduct)
                        .distinct()
                        .limit(KnownOccasion.MAX_PRODUCTS)
                        .toList(),
                order.getInputs().getOrderCount() + 1,
                points(),
                order.getInputs().getMember());
    }

    private static OrderFacts facts(CheckoutCompleted order) {
        return new OrderFacts(
                order.getLinesList().stream()
                        .map(StoredOrderLine::getCategory)
                        .filter(category -> !category.isEmpty())
                        .distinct()
                        .limit(MAX_CATEGORIES)
                        .toList(),
                order.getPrice().getCouponsList().stream()
                        .map(StoredCouponUse::getCampaign)
                        .filter(campaign -> !campaign.isEmpty())
                        .map(campaign -> campaign.substring(campaign.lastIndexOf('/') + 1))
                        .distinct()
                        .limit(MAX_CAMPAIGNS)
                        .toList(),
                order.getTierId(),
                order.getTotalMinor());
    }

    /** A refund is known by its order and its own number; where that is missing, by when it was recorded. */
    private void refunded(OrderRefunded refund) {
        OrderFacts amount = new OrderFacts(List.of(), List.of(), "", refund.getAmountMinor());
        String reference = refund.getOrderId()
                + '/'
                + (refund.getReference().isEmpty() ? Long.toString(event.getRecordMillis()) : refund.getReference());
        KnownOccasion known = new KnownOccasion(
                customer,
                new Occasion(OccasionKind.REFUND, reference, recorded(), amount),
                Instant.ofEpochMilli(refund.getRefundMillis()),
                recorded(),
                List.of(),
                0,
                points(),
                false);
        news.add(new Refunded(known, refund.getOrderId()));
    }

    private void granted(StoredCoupon coupon) {
        if (coupon.getExpiresMillis() > 0) {
            happened(OccasionKind.COUPON_EXPIRY, coupon.getCouponId(), Instant.ofEpochMilli(coupon.getExpiresMillis()));
        }
    }

    /** Coupons that a refund gave back may expire later than they did. */
    private void returnedCoupons() {
        event.getOrderRefunded().getRestoration().getCouponsList().stream()
                .filter(coupon -> coupon.getExpiresMillis() > 0)
                .forEach(coupon -> happened(
                        OccasionKind.COUPON_EXPIRY,
                        coupon.getCouponId(),
                        Instant.ofEpochMilli(coupon.getExpiresMillis())));
    }

    private void tier() {
        String tierId = event.getTier().getTierId();
        LocalDate day = Instant.ofEpochMilli(event.getTier().getStartMillis())
                .atZone(zone)
                .toLocalDate();
        news.add(new TierGiven(known(new Occasion(
                OccasionKind.TIER_REACHED,
                tierId + '/' + day,
                recorded(),
                new OrderFacts(List.of(), List.of(), tierId, 0)))));
    }

    private void pointsExpire(Instant expires) {
        happened(OccasionKind.POINTS_EXPIRY, expires.atZone(zone).toLocalDate().toString(), expires);
    }
}
