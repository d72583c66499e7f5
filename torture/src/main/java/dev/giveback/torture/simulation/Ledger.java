package dev.giveback.torture.simulation;

import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.torture.simulation.Account.Closing;
import dev.giveback.torture.simulation.Account.Estate;
import dev.giveback.torture.simulation.Account.Hold;
import dev.giveback.torture.simulation.Account.Voucher;
import java.time.Instant;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;

/**
 * The naive reference: it is told of each event at the moment from which it is stored, reckons what that means from the command alone, and
 * says beforehand what must be decided. It shares no code with the domain besides the names of commands and reasons.
 */
final class Ledger {
    private static final long PENCE_A_POINT = 100;

    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Purse> transit = new HashMap<>();
    private final Map<String, Estate> merging = new HashMap<>();
    private final Map<String, CustomerEvent> answers = new HashMap<>();
    private long given;
    private long spent;

    Account account(String customer) {
        return accounts.computeIfAbsent(customer, unseen -> new Account());
    }

    Map<String, Account> accounts() {
        return accounts;
    }

    // What must be decided.

    Verdict verdict(String customer, Command command, Instant wall) {
        Account live = account(customer);
        Instant now = live.time(wall);
        Account account = live.at(now);
        Request request = command.request();
        if (!request.id().isEmpty()) {
            Long before = account.requests.get(request.id());
            if (before != null) {
                return before == request.fingerprint() ? new Verdict.Repeat() : refuse(Reason.REQUEST_ID_REUSED);
            }
            if (account.closing != null) {
                return refuse(account.closing.isSettled() ? Reason.CUSTOMER_MERGED : Reason.CUSTOMER_MERGING);
            }
        }
        return switch (command) {
            case Command.AdjustPoints adjust ->
                adjust.points() > 0 ? new Verdict.Accept() : spending(account, -adjust.points());
            case Command.RedeemPoints redeem -> spending(account, redeem.points());
            case Command.HoldPoints hold -> holding(account, hold);
            case Command.CaptureHold capture -> ending(account, capture.holdId(), capture.points());
            case Command.ReleaseHold release -> ending(account, release.holdId(), 0);
            case Command.CompleteCheckout checkout ->
                account.orders.contains(checkout.orderId()) ? refuse(Reason.ORDER_EXISTS) : new Verdict.Accept();
            case Command.GrantCoupon grant -> granting(account, grant);
            case Command.RevokeCoupon revoke -> revoking(account, revoke, now);
            case Command.SendPoints send -> sending(account, send);
            case Command.ReceivePoints receive -> arriving(account, receive.sender() + "/" + receive.transferId());
            case Command.EndTransfer end ->
                account.sent.contains(end.transferId()) ? new Verdict.Accept() : new Verdict.Unchanged();
            case Command.BeginMerge begin -> beginning(account, begin);
            case Command.AbsorbCustomer absorb -> arriving(account, mergeKey(absorb.source(), absorb.attempt()));
            case Command.EndMerge end ->
                account.closing != null && account.closing.attempt() == end.attempt() && !account.closing.isSettled()
                        ? new Verdict.Accept()
                        : new Verdict.Unchanged();
            case Command.ExpirePoints sweep ->
                isExpiring(live, account, now) ? new Verdict.Accept() : new Verdict.Unchanged();
            default -> throw new IllegalStateException("command: " + command + " (expected: one of the stories)");
        };
    }

    private static Verdict refuse(Reason reason) {
        return new Verdict.Refuse(reason);
    }

    private static Verdict spending(Account account, long points) {
        if (!account.exists) {
            return refuse(Reason.CUSTOMER_NOT_FOUND);
        }
        return account.free.total() < points ? refuse(Reason.INSUFFICIENT_POINTS) : new Verdict.Accept();
    }

    private static Verdict holding(Account account, Command.HoldPoints hold) {
        boolean isKnown = account.holds.containsKey(hold.holdId()) || account.endedHolds.containsKey(hold.holdId());
        return account.exists && isKnown ? refuse(Reason.HOLD_EXISTS) : spending(account, hold.points());
    }

    private static Verdict ending(Account account, String holdId, long points) {
        if (!account.exists) {
            return refuse(Reason.CUSTOMER_NOT_FOUND);
        }
        Reason ended = account.endedHolds.get(holdId);
        Hold hold = account.holds.get(holdId);
        if (ended != null || hold == null) {
            return refuse(ended == null ? Reason.HOLD_NOT_FOUND : ended);
        }
        return points > hold.points().total() ? refuse(Reason.CAPTURE_EXCEEDS_HOLD) : new Verdict.Accept();
    }

    private static Verdict granting(Account account, Command.GrantCoupon grant) {
        if (grant.pointsPrice() > 0 && !account.exists) {
            return refuse(Reason.CUSTOMER_NOT_FOUND);
        }
        Voucher before = account.vouchers.get(grant.couponId());
        if (before != null) {
            return before.content() == grant.content() ? new Verdict.Unchanged() : refuse(Reason.COUPON_EXISTS);
        }
        return account.free.total() < grant.pointsPrice() ? refuse(Reason.INSUFFICIENT_POINTS) : new Verdict.Accept();
    }

    private static Verdict revoking(Account account, Command.RevokeCoupon revoke, Instant now) {
        if (!account.exists) {
            return refuse(Reason.CUSTOMER_NOT_FOUND);
        }
        Voucher voucher = account.vouchers.get(revoke.couponId());
        if (voucher == null) {
            return refuse(Reason.COUPON_NOT_FOUND);
        }
        if (voucher.end() != null) {
            return refuse(voucher.end());
        }
        return voucher.isLive(now) ? new Verdict.Accept() : refuse(Reason.COUPON_EXPIRED);
    }

    private static Verdict sending(Account account, Command.SendPoints send) {
        if (!account.exists) {
            return refuse(Reason.CUSTOMER_NOT_FOUND);
        }
        if (send.recipientProblem() != null) {
            return refuse(send.recipientProblem().reason());
        }
        return account.sentBefore.contains(send.transferId())
                ? refuse(Reason.TRANSFER_EXISTS)
                : spending(account, send.points());
    }

    private static Verdict arriving(Account account, String key) {
        String before = account.arrivals.get(key);
        if (before != null) {
            return before.equals(Account.TAKEN) ? new Verdict.Unchanged() : refuse(Reason.valueOf(before));
        }
        if (!account.exists) {
            return refuse(Reason.CUSTOMER_NOT_FOUND);
        }
        if (account.closing == null) {
            return new Verdict.Accept();
        }
        return account.closing.isSettled() ? refuse(Reason.CUSTOMER_MERGED) : new Verdict.Decline();
    }

    private static Verdict beginning(Account account, Command.BeginMerge begin) {
        if (!account.exists) {
            return refuse(Reason.CUSTOMER_NOT_FOUND);
        }
        if (begin.targetProblem() != null) {
            return refuse(begin.targetProblem().reason());
        }
        return account.holds.isEmpty() && account.sent.isEmpty() ? new Verdict.Accept() : refuse(Reason.MERGE_BLOCKED);
    }

    private static boolean isExpiring(Account before, Account after, Instant now) {
        boolean isCoupon = before.vouchers.values().stream()
                .anyMatch(voucher -> voucher.end() == null && isNews(voucher, before, now));
        return after.expired > before.expired || isCoupon;
    }

    /** A coupon whose expiry no event can have recorded: none was stored since it expired. */
    private static boolean isNews(Voucher voucher, Account account, Instant now) {
        return !now.isBefore(voucher.expires()) && account.latest.isBefore(voucher.expires());
    }

    // What was stored.

    void stored(String customer, Command command, CustomerEvent event, boolean isDeclined) {
        Account account = account(customer);
        Instant now = event.header().time();
        remember(customer, account, command.request(), event);
        account.expire(now);
        apply(customer, account, command, event, isDeclined);
        account.exists = true;
        account.latest = now;
        account.events++;
        account.expire(now);
    }

    private void remember(String customer, Account account, Request request, CustomerEvent event) {
        if (!request.id().isEmpty()) {
            account.requests.put(request.id(), request.fingerprint());
            CustomerEvent before = answers.putIfAbsent(customer + "|" + request.id(), event);
            Broken.unless(before == null, "request " + request.id() + " of " + customer, "stored twice", "once");
        }
    }

    private void apply(String customer, Account account, Command command, CustomerEvent event, boolean isDeclined) {
        Instant now = event.header().time();
        switch (command) {
            case Command.AdjustPoints adjust -> adjust(account, adjust.points(), now);
            case Command.RedeemPoints redeem -> spend(account, redeem.points());
            case Command.HoldPoints hold ->
                account.holds.put(
                        hold.holdId(), new Hold(now.plus(timeToLive(hold)), account.free.take(hold.points())));
            case Command.CaptureHold capture -> capture(account, capture);
            case Command.ReleaseHold release -> end(account, release.holdId(), Reason.HOLD_RELEASED);
            case Command.CompleteCheckout checkout -> checkout(account, checkout, event, now);
            case Command.GrantCoupon grant -> grant(account, grant, now);
            case Command.RevokeCoupon revoke ->
                account.vouchers.computeIfPresent(
                        revoke.couponId(), (id, voucher) -> voucher.ended(Reason.COUPON_REVOKED));
            case Command.SendPoints send -> {
                account.sent.add(send.transferId());
                account.sentBefore.add(send.transferId());
                transit.put(customer + "/" + send.transferId(), account.free.take(send.points()));
            }
            case Command.ReceivePoints receive -> receive(account, receive, isDeclined);
            case Command.EndTransfer end -> {
                account.sent.remove(end.transferId());
                Purse back = transit.remove(customer + "/" + end.transferId());
                Broken.unless((back == null) == (end.declined() == null), "end of " + end, back != null, "as arrived");
                if (back != null) {
                    account.free.putAll(back);
                }
            }
            case Command.BeginMerge begin -> {
                long attempt = account.events + 1;
                account.isMixed = true;
                merging.put(mergeKey(customer, attempt), account.close(new Closing(begin.target(), attempt, false)));
            }
            case Command.AbsorbCustomer absorb -> absorb(account, absorb, isDeclined);
            case Command.EndMerge end -> endMerge(customer, account, end);
            case Command.ExpirePoints sweep -> {}
            default -> throw new IllegalStateException("command: " + command + " (expected: one of the stories)");
        }
    }

    private static java.time.Duration timeToLive(Command.HoldPoints hold) {
        return hold.timeToLive() == null ? Terms.PROGRAM.holdTimeToLive() : hold.timeToLive();
    }

    private void adjust(Account account, long points, Instant now) {
        if (points > 0) {
            account.free.put(midnight(now, Terms.EXPIRY_DAYS), points);
            given += points;
        } else {
            spend(account, -points);
        }
    }

    private void spend(Account account, long points) {
        account.free.take(points);
        spent += points;
    }

    private void capture(Account account, Command.CaptureHold capture) {
        Purse points = end(account, capture.holdId(), Reason.HOLD_CAPTURED);
        long captured = capture.points() == 0 ? points.total() : capture.points();
        // The hold's first points are spent; those that it frees again may have expired meanwhile.
        Purse rest = points.copy();
        Purse used = rest.take(captured);
        used.points().forEach((expires, amount) -> account.free.put(expires, -amount));
        spent += captured;
    }

    private static Purse end(Account account, String holdId, Reason how) {
        Hold hold = account.holds.remove(holdId);
        if (hold == null) {
            throw new Broken("hold " + holdId + ": ended (expected: it is live)");
        }
        account.endedHolds.put(holdId, how);
        account.free.putAll(hold.points());
        return hold.points();
    }

    private void checkout(Account account, Command.CompleteCheckout checkout, CustomerEvent event, Instant now) {
        account.orders.add(checkout.orderId());
        long price = checkout.lines().getFirst().unitPrice().minor();
        for (String id : checkout.cart().couponIds()) {
            Voucher voucher = account.vouchers.get(id);
            if (voucher != null && voucher.isLive(now) && !now.isBefore(voucher.start())) {
                price -= Terms.DISCOUNT;
                account.vouchers.put(id, voucher.ended(Reason.COUPON_REDEEMED));
            }
        }
        dev.giveback.loyalty.domain.Change.CheckoutCompleted order =
                (dev.giveback.loyalty.domain.Change.CheckoutCompleted) event.change();
        Broken.unlessEqual("price of order " + checkout.orderId(), order.total().minor(), price);
        account.free.put(midnight(now, Terms.EXPIRY_DAYS), price / PENCE_A_POINT);
        given += price / PENCE_A_POINT;
    }

    private void grant(Account account, Command.GrantCoupon grant, Instant now) {
        spend(account, grant.pointsPrice());
        account.vouchers.put(
                grant.couponId(),
                new Voucher(
                        grant.campaign(),
                        grant.start() == null ? now : grant.start(),
                        grant.expires() == null ? Instant.MAX : grant.expires(),
                        grant.content(),
                        null));
    }

    private void receive(Account account, Command.ReceivePoints receive, boolean isDeclined) {
        String key = receive.sender() + "/" + receive.transferId();
        account.arrivals.put(key, isDeclined ? Reason.CUSTOMER_MERGING.name() : Account.TAKEN);
        if (!isDeclined) {
            Purse arrived = transit.remove(key);
            Broken.unless(arrived != null, "transfer " + key, "arrives without having been sent", "sent once");
            if (arrived != null) {
                Broken.unlessEqual("points of " + key, SpentLot.sum(receive.lots()), arrived.total());
                account.free.putAll(arrived);
            }
        }
    }

    private void absorb(Account account, Command.AbsorbCustomer absorb, boolean isDeclined) {
        String key = mergeKey(absorb.source(), absorb.attempt());
        account.arrivals.put(key, isDeclined ? Reason.CUSTOMER_MERGING.name() : Account.TAKEN);
        if (!isDeclined) {
            Estate estate = merging.remove(key);
            if (estate == null) {
                throw new Broken("merge " + key + ": arrives twice (expected: once)");
            }
            account.isMixed = true;
            account.take(estate);
        }
    }

    private void endMerge(String customer, Account account, Command.EndMerge end) {
        Closing closing = account.closing;
        Estate estate = merging.remove(mergeKey(customer, end.attempt()));
        Broken.unless(
                (estate == null) == (end.declined() == null),
                "end of merge of " + customer,
                estate != null,
                "as arrived");
        if (estate == null) {
            account.closing = closing == null ? null : new Closing(closing.target(), closing.attempt(), true);
        } else {
            account.closing = null;
            account.take(estate);
        }
    }

    static String mergeKey(String source, long attempt) {
        return "merge/" + source + "/" + attempt;
    }

    /** By the calendar of the platform's first days, which has nothing to do with java.time. */
    static Instant midnight(Instant from, int days) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Europe/London"), Locale.ROOT);
        calendar.setTimeInMillis(from.toEpochMilli());
        calendar.add(GregorianCalendar.DAY_OF_MONTH, days);
        for (int field : List.of(
                GregorianCalendar.HOUR_OF_DAY,
                GregorianCalendar.MINUTE,
                GregorianCalendar.SECOND,
                GregorianCalendar.MILLISECOND)) {
            calendar.set(field, 0);
        }
        return calendar.toInstant();
    }

    // Sums.

    /** The event that answered a request of a customer; null when none is stored. */
    @org.jspecify.annotations.Nullable
    CustomerEvent answer(String customer, String requestId) {
        return answers.get(customer + "|" + requestId);
    }

    /** Points never come from nowhere and never go nowhere. */
    void checkSums() {
        long there = 0;
        for (Account account : accounts.values()) {
            there += account.free.total() + account.held() + account.expired;
        }
        for (Purse purse : transit.values()) {
            there += purse.total();
        }
        for (Estate estate : merging.values()) {
            there += estate.points().total();
        }
        Broken.unlessEqual("points of all", there, given - spent);
    }

    /** Points that have left one customer and not reached another one. */
    long inTransit() {
        return transit.values().stream().mapToLong(Purse::total).sum()
                + merging.values().stream()
                        .mapToLong(estate -> estate.points().total())
                        .sum();
    }

    /** Whether somebody has, or had, this coupon. */
    boolean knows(String couponId) {
        return accounts.values().stream().anyMatch(account -> account.vouchers.containsKey(couponId))
                || merging.values().stream()
                        .anyMatch(estate -> estate.vouchers().containsKey(couponId));
    }

    /** Coupons of a campaign that somebody can use, or used. */
    long coupons(String campaign, Instant wall, boolean usedOnly) {
        long count = 0;
        for (Account account : accounts.values()) {
            count += account.vouchers.values().stream()
                    .filter(voucher -> voucher.campaign().equals(campaign))
                    .filter(voucher -> voucher.isUsed() || (!usedOnly && voucher.isLive(account.time(wall))))
                    .count();
        }
        for (Estate estate : merging.values()) {
            count += estate.vouchers().values().stream()
                    .filter(voucher -> voucher.campaign().equals(campaign))
                    .filter(voucher -> voucher.isUsed() || (!usedOnly && voucher.isLive(wall)))
                    .count();
        }
        return count;
    }
}
