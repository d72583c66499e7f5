package dev.giveback.loyalty.history;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.loyalty.grpc.StandingMapper;
import dev.giveback.loyalty.program.ProgramName;
import dev.giveback.loyalty.v1.CouponCounts;
import dev.giveback.loyalty.v1.PointsByAge;
import dev.giveback.loyalty.v1.PointsByMonth;
import dev.giveback.loyalty.v1.ProgramAt;
import dev.giveback.loyalty.v1.TierAt;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums of a program while its customers are added, one after the other. */
final class ProgramSheet {
    private static final int[] AGES = {30, 90, 180, 365};

    private final Program program;
    private final AsOf.Time at;
    private final long[] ages = new long[AGES.length + 1];
    private final TreeMap<YearMonth, Long> months = new TreeMap<>();
    private final Map<String, TierSum> tiers = new TreeMap<>();
    private final Map<Coupon.State, Long> coupons = new EnumMap<>(Coupon.State.class);
    private Totals totals = Totals.ZERO;
    private long customers;
    private long members;
    private long orders;
    private long unrecordedExpired;
    private long available;
    private long pending;
    private long held;
    private long owed;
    private long inTransit;
    private long neverExpiring;
    private @Nullable YearMonth month;
    private Instant monthStart = Instant.MAX;
    private Instant monthEnd = Instant.MIN;

    private record TierSum(long customers, long points) {
        TierSum plus(TierSum other) {
            return new TierSum(customers + other.customers, Math.addExact(points, other.points));
        }
    }

    ProgramSheet(Program program, AsOf.Time at) {
        this.program = program;
        this.at = at;
    }

    /** Adds a customer about the moment; one of whom nothing was known then adds nothing. */
    void add(Customer customer) {
        if (!customer.exists() && customer.orderCount() == 0) {
            return;
        }
        Instant now = at.about();
        customers++;
        members += customer.enrolled() == null ? 0 : 1;
        orders += customer.orderCount();
        Totals sums = customer.totals(now);
        totals = totals.plus(sums);
        unrecordedExpired += sums.expired() - customer.totals().expired();
        inTransit = Math.addExact(inTransit, customer.sagas().inTransit());
        Balance balance = customer.balance(now);
        add(balance);
        tiers.merge(customer.tier(program, now).tierId(), new TierSum(1, balance.total()), TierSum::plus);
        addLots(customer, now);
        for (Coupon coupon : customer.coupons().byId().values()) {
            coupons.merge(customer.state(coupon, now), 1L, Long::sum);
        }
    }

    private void add(Balance balance) {
        available = Math.addExact(available, balance.available());
        pending = Math.addExact(pending, balance.pending());
        held = Math.addExact(held, balance.held());
        owed = Math.addExact(owed, balance.owed());
    }

    private void addLots(Customer customer, Instant now) {
        if (customer.lots().inOrder().isEmpty()) {
            return;
        }
        Map<Long, Long> heldByLot = customer.held(now);
        for (Lot lot : customer.lots().inOrder()) {
            // As the balance has it: pending ones count whatever their expiry, of expired ones only what is held.
            boolean isGone = lot.expires() != null && !now.isBefore(lot.expires()) && !now.isBefore(lot.available());
            long points = isGone ? heldByLot.getOrDefault(lot.id(), 0L) : lot.remaining();
            if (points > 0) {
                ages[age(lot, now)] += points;
                addExpiry(lot.expires(), points);
            }
        }
    }

    private static int age(Lot lot, Instant now) {
        Duration age = Duration.between(lot.earned(), now);
        for (int i = 0; i < AGES.length; i++) {
            if (age.compareTo(Duration.ofDays(AGES[i])) <= 0) {
                return i;
            }
        }
        return AGES.length;
    }

    private void addExpiry(@Nullable Instant expires, long points) {
        if (expires == null) {
            neverExpiring = Math.addExact(neverExpiring, points);
        } else {
            months.merge(monthOf(expires), points, Math::addExact);
        }
    }

    /** Lots of a customer often expire in the same month, and time zones are slow. */
    private YearMonth monthOf(Instant time) {
        YearMonth known = month;
        if (known == null || time.isBefore(monthStart) || !time.isBefore(monthEnd)) {
            known = YearMonth.from(time.atZone(program.zone()));
            month = known;
            monthStart = known.atDay(1).atStartOfDay(program.zone()).toInstant();
            monthEnd = known.plusMonths(1).atDay(1).atStartOfDay(program.zone()).toInstant();
        }
        return known;
    }

    /** The whole, after the last customer. */
    ProgramAt published(long events, long late) {
        ProgramAt.Builder published = ProgramAt.newBuilder()
                .setName(ProgramName.of(program.id()))
                .setTime(Texts.timestamp(at.about()))
                .setKnownTime(Texts.timestamp(at.known()))
                .setProgramVersion(program.version())
                .setCustomerCount(customers)
                .setMemberCount(members)
                .setOrderCount(orders)
                .setEventCount(events)
                .setLateFactCount(late)
                .setTotals(StandingMapper.totals(totals))
                .setUnrecordedExpired(unrecordedExpired)
                .setBalance(StandingMapper.balance(new Balance(available, pending, held, owed)))
                .setPointsInTransit(inTransit)
                .setCoupons(couponCounts());
        for (int i = 0; i < ages.length; i++) {
            published.addAges(PointsByAge.newBuilder()
                    .setMaxDays(i < AGES.length ? AGES[i] : 0)
                    .setPoints(ages[i]));
        }
        months.forEach((expiry, points) -> published.addMonths(
                PointsByMonth.newBuilder().setMonth(expiry.toString()).setPoints(points)));
        if (neverExpiring > 0) {
            published.addMonths(PointsByMonth.newBuilder().setPoints(neverExpiring));
        }
        tierIds().forEach(tier -> published.addTiers(tier(tier)));
        return published.build();
    }

    /** Below the first, then the program's in their order, then those that only customers still have. */
    private Set<String> tierIds() {
        Set<String> ids = new LinkedHashSet<>();
        ids.add("");
        program.tiers().tiers().stream().map(TierRules.Tier::id).forEach(ids::add);
        ids.addAll(tiers.keySet());
        return ids;
    }

    private TierAt tier(String id) {
        TierSum sum = tiers.getOrDefault(id, new TierSum(0, 0));
        return TierAt.newBuilder()
                .setTierId(id)
                .setCustomers(sum.customers())
                .setPoints(sum.points())
                .build();
    }

    private CouponCounts couponCounts() {
        return CouponCounts.newBuilder()
                .setAvailable(coupons.getOrDefault(Coupon.State.AVAILABLE, 0L))
                .setReserved(coupons.getOrDefault(Coupon.State.RESERVED, 0L))
                .setRedeemed(coupons.getOrDefault(Coupon.State.REDEEMED, 0L))
                .setExpired(coupons.getOrDefault(Coupon.State.EXPIRED, 0L))
                .setRevoked(coupons.getOrDefault(Coupon.State.REVOKED, 0L))
                .build();
    }
}
