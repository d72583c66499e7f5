package dev.giveback.feedback.customers;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.Standing;
import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.GetCouponRequest;
import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.ListLotsResponse;
import dev.giveback.loyalty.v1.Lot;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** How customers stand, for an occasion. */
final class Standings {
    private static final int PAGE = 1_000;

    private final Loyalty loyalty;
    private final InstantSource clock;

    Standings(Loyalty loyalty, InstantSource clock) {
        this.loyalty = loyalty;
        this.clock = clock;
    }

    Standing of(KnownOccasion known) {
        CustomerId id = known.customer();
        Optional<Customer> customer =
                loyalty.customer(id).filter(found -> found.getMergedInto().isEmpty() && !found.hasEraseTime());
        Optional<Person> person = customer.isEmpty() ? Optional.empty() : loyalty.profile(id);
        if (customer.isEmpty() || person.isEmpty()) {
            return new Standing(false, false, false, ZoneOffset.UTC, "", 0, "");
        }
        OccasionKind kind = known.occasion().kind();
        long points = kind == OccasionKind.POINTS_EXPIRY ? expiring(known) : 0;
        String held = customer.get().getTier().getTierId();
        return new Standing(
                true,
                isOver(known, customer.get(), person.get(), points),
                person.get().hasEmail(),
                person.get().zone(),
                person.get().languageCode(),
                points,
                kind == OccasionKind.TIER_REACHED ? known.occasion().order().tierId() : held);
    }

    private boolean isOver(KnownOccasion known, Customer customer, Person person, long points) {
        Occasion occasion = known.occasion();
        boolean isPast = occasion.kind().isAhead() && !occasion.time().isAfter(clock.instant());
        return switch (occasion.kind()) {
            case PURCHASE, REFUND, ENROLMENT, REQUEST -> false;
            case TIER_REACHED -> isBelow(known, customer.getTier().getTierId());
            // Purchases that were merged in are not counted here, so a count that is not known decides nothing.
            case LAST_PURCHASE -> known.orderCount() > 0 && customer.getOrderCount() > known.orderCount();
            case POINTS_EXPIRY -> isPast || points <= 0;
            case COUPON_EXPIRY -> isPast || !isHeld(known);
            // On the day itself it is not over at nine.
            case BIRTHDAY ->
                !isBirthday(person, occasion.time().atZone(person.zone()).toLocalDate());
        };
    }

    private boolean isBelow(KnownOccasion known, String heldTier) {
        return loyalty.program(known.customer().program())
                .map(program -> program.rank(heldTier)
                        < program.rank(known.occasion().order().tierId()))
                .orElse(true);
    }

    private boolean isHeld(KnownOccasion known) {
        Optional<Coupon> coupon = Loyalty.found(() -> loyalty.coupons()
                .getCoupon(GetCouponRequest.newBuilder()
                        .setCustomer(known.customer().name())
                        .setCouponId(known.occasion().reference())
                        .build())
                .getCoupon());
        return coupon.filter(found -> found.getState() == CouponState.COUPON_STATE_AVAILABLE)
                .isPresent();
    }

    private static boolean isBirthday(Person person, LocalDate date) {
        return Birthday.of(person.birthDate())
                .filter(birthday -> birthday.day().atYear(date.getYear()).equals(date))
                .isPresent();
    }

    /** What the customer has left of the points that expire on that day of the program. */
    private long expiring(KnownOccasion known) {
        ZoneId zone = loyalty.programZone(known.customer().program());
        LocalDate day = LocalDate.parse(known.occasion().reference());
        long points = 0;
        String token = "";
        do {
            ListLotsRequest request = ListLotsRequest.newBuilder()
                    .setParent(known.customer().name())
                    .setPageSize(PAGE)
                    .setPageToken(token)
                    .build();
            ListLotsResponse page = Loyalty.found(() -> loyalty.points().listLots(request))
                    .orElse(ListLotsResponse.getDefaultInstance());
            for (Lot lot : page.getLotsList()) {
                boolean isOfDay = lot.hasExpireTime() && day(lot, zone).equals(day);
                points += isOfDay ? lot.getRemaining() - lot.getHeld() : 0;
            }
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return points;
    }

    private static LocalDate day(Lot lot, ZoneId zone) {
        return Instant.ofEpochSecond(lot.getExpireTime().getSeconds())
                .atZone(zone)
                .toLocalDate();
    }
}
