package dev.giveback.torture.simulation;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.CouponNews;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.CouponOrigin;
import dev.giveback.loyalty.domain.CouponUse;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.ExpiredCoupon;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells campaigns what the customers' journals say of their coupons, in the order of the journal, each row at least once. */
final class FeedReader {
    private static final int ROWS = 10;
    private static final int PATIENCE_MILLIS = 3_000;
    private static final String CUSTOMERS = "customer|shop|";

    private final World world;
    private boolean isReading;
    private long round;

    FeedReader(World world) {
        this.world = world;
    }

    void die() {
        isReading = false;
        round++;
    }

    boolean isAtEnd() {
        return !isReading && world.disk().feedPlace == world.disk().rows().size();
    }

    /** Reads on, unless it is reading. */
    void read() {
        int from = world.disk().feedPlace;
        int to = Math.min(world.disk().rows().size(), from + ROWS);
        if (isReading || from == to) {
            return;
        }
        isReading = true;
        long mine = ++round;
        Map<String, List<CouponNews>> news = new LinkedHashMap<>();
        for (int place = from; place < to; place++) {
            Disk.Row row = world.disk().rows().get(place);
            if (row.id().startsWith(CUSTOMERS)) {
                tell(row, place + 1, news);
            }
        }
        if (world.plant() == Plant.EARLY_COMMIT) {
            world.disk().feedPlace = to;
        }
        world.clock().inServer(PATIENCE_MILLIS, () -> isReading = isReading && round != mine);
        settle(new ArrayList<>(news.entrySet()), to, mine);
    }

    private void settle(List<Map.Entry<String, List<CouponNews>>> left, int to, long mine) {
        if (round != mine) {
            return;
        }
        if (left.isEmpty()) {
            commit(to);
            return;
        }
        Map.Entry<String, List<CouponNews>> next = left.removeFirst();
        world.seen().add("news settled", next.getValue().size());
        world.campaign(next.getKey()).settle(next.getValue(), () -> settle(left, to, mine));
    }

    private void commit(int to) {
        Point point = world.pointOfCommit("commit " + to + " in round " + round);
        if (point == Point.CRASH_BEFORE) {
            world.crash();
            return;
        }
        world.disk().feedPlace = to;
        isReading = false;
        if (point == Point.CRASH_AFTER) {
            world.crash();
        }
    }

    private static void tell(Disk.Row row, int place, Map<String, List<CouponNews>> news) {
        String customer = row.id().substring(CUSTOMERS.length());
        CustomerEvent event = event(row);
        FeedPosition position = new FeedPosition(place, place);
        if (event.change() instanceof Change.CheckoutCompleted order && order.price() != null) {
            for (CouponUse use : order.price().coupons()) {
                CouponOrigin origin = new CouponOrigin(
                        use.campaign(), use.campaignVersion(), use.code(), use.start(), use.redeemedBefore());
                add(news, position, use.couponId(), customer, "", Fate.REDEEMED, origin, use.discount());
            }
        }
        if (event.change() instanceof Change.CouponRevoked revoked && revoked.origin() != null) {
            add(news, position, revoked.couponId(), customer, "", Fate.REVOKED, revoked.origin(), 0);
        }
        if (event.change() instanceof Change.CustomerAbsorbed absorbed) {
            absorbed.estate().coupons().byId().values().stream()
                    .filter(FeedReader::hasPlace)
                    .forEach(coupon -> add(
                            news, position, coupon.id(), customer, absorbed.source(), Fate.MOVED, origin(coupon), 0));
        }
        for (ExpiredCoupon expired : event.header().expiredCoupons()) {
            if (expired.origin() != null) {
                add(news, position, expired.couponId(), customer, "", Fate.EXPIRED, expired.origin(), 0);
            }
        }
    }

    private static boolean hasPlace(Coupon coupon) {
        return coupon.isUsed() || (coupon.end() == null && !coupon.isExpiryRecorded());
    }

    private static CouponOrigin origin(Coupon coupon) {
        return new CouponOrigin(
                coupon.campaign(), coupon.campaignVersion(), coupon.code(), coupon.start(), coupon.isUsed());
    }

    private static void add(
            Map<String, List<CouponNews>> news,
            FeedPosition position,
            String couponId,
            String customer,
            String from,
            Fate fate,
            CouponOrigin origin,
            long discount) {
        news.computeIfAbsent(origin.campaign(), unseen -> new ArrayList<>())
                .add(new CouponNews(
                        position,
                        couponId,
                        customer,
                        from,
                        fate,
                        origin.campaignVersion(),
                        origin.code(),
                        origin.start(),
                        origin.redeemedBefore(),
                        discount));
    }

    static CustomerEvent event(Disk.Row row) {
        try {
            return StoredCustomerEvent.of(JournalRecord.parseFrom(row.bytes())).event();
        } catch (InvalidProtocolBufferException unreadable) {
            throw new Broken("row of " + row.id() + ": " + unreadable.getMessage() + " (expected: readable)");
        }
    }
}
