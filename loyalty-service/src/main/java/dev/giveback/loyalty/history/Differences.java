package dev.giveback.loyalty.history;

import static dev.giveback.loyalty.history.Texts.points;
import static dev.giveback.loyalty.history.Texts.time;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reservations;
import dev.giveback.loyalty.domain.TierGrant;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.loyalty.domain.Transfer;
import dev.giveback.loyalty.v1.FieldChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a customer, field by field. What is the same in both is not looked into. */
final class Differences {
    private final Side before;
    private final Side after;
    private final List<FieldChange> changes = new ArrayList<>();

    /** A state at one time. */
    record Side(Customer customer, Program program, Instant time) {}

    private Differences(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    /** What an event changed, when the states around it are seen at the same time. */
    static List<FieldChange> ofEvent(Side before, Side after) {
        Differences differences = new Differences(before, after);
        differences.account();
        differences.parts(false);
        return differences.changes;
    }

    /** What differs between two moments; sums over the whole life too, and what began and ended between them. */
    static List<FieldChange> ofMoments(Side first, Side second) {
        Differences differences = new Differences(first, second);
        differences.account();
        differences.sums(
                first.customer().totals(first.time()), second.customer().totals(second.time()));
        differences.parts(true);
        return differences.changes;
    }

    private void account() {
        text("membership", Differences::membership);
        text(
                "merged_into",
                side -> side.customer().sagas().merge() == null
                        ? ""
                        : side.customer().sagas().merge().target());
        Balance had = before.customer().balance(before.time());
        Balance has = after.customer().balance(after.time());
        number("points.available", had.available(), has.available());
        number("points.pending", had.pending(), has.pending());
        number("points.held", had.held(), has.held());
        number("points.owed", had.owed(), has.owed());
        number("points.total", had.total(), has.total());
        text("tier", Differences::tier);
        number("order_count", before.customer().orderCount(), after.customer().orderCount());
    }

    private static String membership(Side side) {
        if (!side.customer().exists()) {
            return "";
        }
        Instant enrolled = side.customer().enrolled();
        return enrolled == null ? "guest" : "member since " + time(enrolled);
    }

    private static String tier(Side side) {
        TierGrant tier = side.customer().tier(side.program(), side.time());
        return tier.tierId().isEmpty() || tier.end() == null
                ? tier.tierId()
                : tier.tierId() + " until " + time(tier.end());
    }

    private void sums(Totals had, Totals has) {
        number("totals.earned", had.earned(), has.earned());
        number("totals.spent", had.spent(), has.spent());
        number("totals.expired", had.expired(), has.expired());
        number("totals.taken_back", had.takenBack(), has.takenBack());
        number("totals.restored", had.restored(), has.restored());
        number("totals.adjusted", had.adjusted(), has.adjusted());
        number("totals.transferred", had.transferred(), has.transferred());
    }

    private void parts(boolean isWhole) {
        lots();
        texts("coupons/", coupons(before), coupons(after));
        texts("holds/", holds(before, isWhole), holds(after, isWhole));
        texts("reservations/", reservations(before), reservations(after));
        orders();
        texts("transfers/", transfers(before, isWhole), transfers(after, isWhole));
    }

    private void lots() {
        Map<Long, Lot> had = byId(before.customer());
        Map<Long, Lot> has = byId(after.customer());
        Set<Long> ids = new TreeSet<>(had.keySet());
        ids.addAll(has.keySet());
        for (Long id : ids) {
            Lot one = had.get(id);
            Lot other = has.get(id);
            if (one == null || !one.equals(other)) {
                add("lots/" + id, one == null ? "" : lot(one), other == null ? "" : lot(other));
            }
        }
    }

    private static Map<Long, Lot> byId(Customer customer) {
        Map<Long, Lot> byId = new HashMap<>();
        customer.lots().inOrder().forEach(lot -> byId.put(lot.id(), lot));
        return byId;
    }

    private static String lot(Lot lot) {
        return points(lot.remaining()) + " of " + lot.original() + ", "
                + lot.source().name().toLowerCase(Locale.ROOT)
                + (lot.reference().isEmpty() ? "" : " " + lot.reference())
                + Texts.expiring(lot.expires());
    }

    private static Map<String, String> coupons(Side side) {
        Map<String, String> texts = new HashMap<>();
        for (Coupon coupon : side.customer().coupons().byId().values()) {
            String state = side.customer().state(coupon, side.time()).name().toLowerCase(Locale.ROOT);
            texts.put(coupon.id(), state + ", " + coupon.terms().title() + Texts.expiring(coupon.expires()));
        }
        return texts;
    }

    private static Map<String, String> holds(Side side, boolean isWhole) {
        Map<String, String> texts = new HashMap<>();
        Holds holds = side.customer().holds();
        if (isWhole) {
            holds.ended().forEach((id, end) -> texts.put(id, end.name().toLowerCase(Locale.ROOT)));
        }
        holds.open().forEach((id, open) -> {
            if (side.time().isBefore(open.expires())) {
                texts.put(
                        id,
                        points(dev.giveback.loyalty.domain.LotUse.sum(open.uses())) + " until " + time(open.expires()));
            } else if (isWhole) {
                texts.put(id, "expired");
            }
        });
        return texts;
    }

    private static Map<String, String> reservations(Side side) {
        Map<String, String> texts = new HashMap<>();
        Reservations reservations = side.customer().reservations();
        reservations.ended().forEach((id, end) -> texts.put(id, end.name().toLowerCase(Locale.ROOT)));
        reservations
                .open()
                .forEach((id, open) -> texts.put(
                        id,
                        side.time().isBefore(open.expires())
                                ? money(open.order()) + " until " + time(open.expires())
                                : "expired"));
        return texts;
    }

    private static Map<String, String> transfers(Side side, boolean isWhole) {
        Map<String, String> texts = new HashMap<>();
        side.customer().sagas().underWay().forEach((id, transfer) -> texts.put(id, transfer(transfer)));
        if (isWhole) {
            side.customer().sagas().ended().forEach((id, transfer) -> texts.put(id, transfer(transfer)));
        }
        return texts;
    }

    private static String transfer(Transfer transfer) {
        String state = transfer.isUnderWay() ? "under way" : transfer.declined() == null ? "settled" : "returned";
        return points(transfer.points()) + " to " + transfer.recipient() + ", " + state;
    }

    @SuppressWarnings("ReferenceEquality") // Orders that no event touched are the same objects, and there may be many.
    private void orders() {
        if (before.customer().orders() == after.customer().orders()) {
            return;
        }
        List<String> ids = new ArrayList<>();
        Map<String, Order> had = before.customer().orders().open();
        Map<String, Order> has = after.customer().orders().open();
        had.forEach((id, order) -> {
            if (order != has.get(id)) {
                ids.add(id);
            }
        });
        has.keySet().stream().filter(id -> !had.containsKey(id)).forEach(ids::add);
        ids.sort(Comparator.naturalOrder());
        for (String id : ids) {
            order(id, had.get(id), has.get(id));
        }
    }

    private void order(String id, @Nullable Order had, @Nullable Order has) {
        add("orders/" + id, order(before, id, had), order(after, id, has));
        if (has != null) {
            add("orders/" + id + ".refunded", had == null ? "" : refunded(had), refunded(has));
        }
    }

    private static String order(Side side, String id, @Nullable Order order) {
        if (order == null) {
            return side.customer().orders().closed().contains(id) ? "closed" : "";
        }
        return money(order.completed()) + ", " + points(order.completed().pointsEarned());
    }

    private static String refunded(Order order) {
        long items =
                order.refundedQuantities().stream().mapToLong(Long::longValue).sum();
        return items == 0 && !order.isShippingRefunded()
                ? ""
                : Texts.counted(items, "item") + ", " + points(order.pointsRefunded())
                        + (order.isShippingRefunded() ? ", the shipping" : "");
    }

    private static String money(CheckoutCompleted order) {
        return Texts.money(order.total().minor(), order.total().currency());
    }

    private void texts(String prefix, Map<String, String> had, Map<String, String> has) {
        Set<String> ids = new TreeSet<>(had.keySet());
        ids.addAll(has.keySet());
        ids.forEach(id -> add(prefix + id, had.getOrDefault(id, ""), has.getOrDefault(id, "")));
    }

    private void text(String field, Function<Side, String> value) {
        add(field, value.apply(before), value.apply(after));
    }

    private void number(String field, long had, long has) {
        if (had != has) {
            add(field, Long.toString(had), Long.toString(has));
        }
    }

    private void add(String field, String had, String has) {
        if (!had.equals(has)) {
            changes.add(FieldChange.newBuilder()
                    .setField(field)
                    .setBefore(had)
                    .setAfter(has)
                    .build());
        }
    }
}
