package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.EarnPoints;
import dev.giveback.loyalty.domain.Command.HoldPoints;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Command.ReleaseHold;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Request;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single commands at random, most of them about what the customer has. */
final class RandomCommands {
    private static final Currency EUROS = Currency.getInstance("EUR");
    private static final BigInteger MOST = BigInteger.TEN.pow(12);

    private final Chance chance;
    private final ReferenceLedger ledger;
    private final Program program;
    private final Instant time;
    private final long number;

    RandomCommands(Chance chance, ReferenceLedger ledger, Program program, Instant time, long number) {
        this.chance = chance;
        this.ledger = ledger;
        this.program = program;
        this.time = time;
        this.number = number;
    }

    Command any(Request request) {
        long kind = chance.between(0, 99);
        if (kind < 28) {
            return checkout(request);
        } else if (kind < 46) {
            return refund(request);
        } else if (kind < 56) {
            return new RedeemPoints(request, points(60), "mug");
        } else if (kind < 70) {
            return hold(request);
        } else if (kind < 79) {
            return capture(request);
        } else if (kind < 83) {
            return new ReleaseHold(request, holdId());
        } else if (kind < 89) {
            return adjust(request);
        } else if (kind < 96) {
            String activity = chance.oneOf("visit", "review", "survey", "birthday", "walk", "dance");
            return new EarnPoints(request, activity, "about-" + number);
        }
        return kind < 98 ? new Command.Enroll(request) : new Command.ExpirePoints();
    }

    /** A hold of next to nothing for long: many of them come to the limit. */
    Command smallHold(Request request) {
        return new HoldPoints(request, "hold-" + number, 1, Duration.ofDays(30));
    }

    /** Just enough, just too much, or a part of what is available. */
    private long points(int mostPercent) {
        BigInteger available = ledger.account.available(time).min(MOST.subtract(BigInteger.ONE));
        long part = available.longValueExact() * chance.between(0, mostPercent) / 100;
        return Math.max(
                1,
                switch ((int) chance.between(0, 9)) {
                    case 0 -> available.longValueExact();
                    case 1 -> available.longValueExact() + 1;
                    default -> part;
                });
    }

    private CompleteCheckout checkout(Request request) {
        List<CompleteCheckout.Line> lines = new ArrayList<>();
        for (long left = chance.percent(5) ? chance.between(10, 40) : chance.upTo(4); left > 0; left--) {
            lines.add(line());
        }
        String orderId = !ledger.orders.isEmpty() && chance.percent(5) ? orderId() : "order-" + number;
        return new CompleteCheckout(request, orderId, lines, purchaseTime());
    }

    private CompleteCheckout.Line line() {
        long quantity = chance.percent(5) ? chance.between(10, 2_000) : chance.between(1, 5);
        long price = switch ((int) chance.between(0, 9)) {
            case 0, 1 -> 0;
            case 2, 3 -> chance.between(1, 99);
            case 4 -> chance.between(1, isGenerous() ? 1_000_000_000 : 300_000);
            default -> chance.between(1, 3_000);
        };
        if (chance.percent(1)) {
            price = 1_000_000_000_000L;
        }
        Currency currency = chance.percent(1) ? EUROS : program.currency();
        return new CompleteCheckout.Line(
                chance.oneOf("mug", "tea", "cup", "gift"),
                chance.oneOf("", "kitchen", "food"),
                quantity,
                new Money(currency, price));
    }

    /** Whether an account can come near its limit. */
    private boolean isGenerous() {
        return program.earning().rate() != null && program.earning().rate().points() >= 100_000;
    }

    private @Nullable Instant purchaseTime() {
        Duration oldest = oldestPurchase();
        return switch ((int) chance.between(0, 11)) {
            case 0 -> time.minusMillis(chance.between(0, Duration.ofDays(2).toMillis()));
            case 1, 2 -> time.minusMillis(chance.between(0, oldest.toMillis()));
            case 3 -> time.minus(oldest).minusMillis(chance.oneOf(0, 0, 1));
            case 4 -> time.plus(Duration.ofMinutes(5)).plusMillis(chance.oneOf(0, 0, 1));
            case 5 -> time.plusMillis(chance.between(1, 300_000));
            default -> null;
        };
    }

    /** As old as a purchase may be, or not quite so old, so that several fall into one period. */
    private Duration oldestPurchase() {
        Duration oldest = Duration.ofDays(Math.max(1, program.backdatingDays()));
        Duration since1970 = Duration.between(Instant.EPOCH, time);
        Duration possible = oldest.compareTo(since1970) < 0 ? oldest : since1970;
        Duration near = Duration.ofDays(800);
        return chance.percent(50) || possible.compareTo(near) < 0 ? possible : near;
    }

    private String orderId() {
        List<String> ids = List.copyOf(ledger.orders.keySet());
        return chance.percent(50) ? ids.get(ids.size() - 1) : chance.oneOf(ids);
    }

    private RefundOrder refund(Request request) {
        String id = ledger.orders.isEmpty() || chance.percent(3) ? "unknown" : orderId();
        List<RefundOrder.Line> lines = new ArrayList<>();
        ReferenceOrder order = ledger.orders.get(id);
        int count = order == null ? 1 : order.lines.size();
        for (int line = 1; line <= count; line++) {
            long left = order == null ? 1 : order.left(line);
            if (left > 0 && chance.percent(60)) {
                lines.add(new RefundOrder.Line(line, chance.percent(50) ? left : chance.upTo(left)));
            }
        }
        if (lines.isEmpty() || chance.percent(3)) {
            lines.add(new RefundOrder.Line((int) chance.between(1, count + 1L), chance.upTo(3)));
        }
        return new RefundOrder(request, id, lines, refundTime(order), chance.oneOf("", "credit-" + number));
    }

    private @Nullable Instant refundTime(@Nullable ReferenceOrder order) {
        if (order == null || chance.percent(75)) {
            return null;
        }
        return switch ((int) chance.between(0, 4)) {
            case 0 -> order.purchased.minusMillis(chance.oneOf(0, 1));
            case 1 -> order.refundableUntil == null ? time : order.refundableUntil.minusMillis(chance.oneOf(0, 1));
            case 2 -> time.plus(Duration.ofMinutes(5)).plusMillis(chance.oneOf(0, 1));
            default -> time.minusMillis(chance.between(0, Duration.ofDays(3).toMillis()));
        };
    }

    private HoldPoints hold(Request request) {
        Duration life = chance.percent(60)
                ? null
                : chance.oneOf(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(30), Duration.ofDays(30));
        String id = !ledger.account.holds.isEmpty() && chance.percent(4) ? holdId() : "hold-" + number;
        return new HoldPoints(request, id, points(40), life);
    }

    private String holdId() {
        List<String> ids = List.copyOf(ledger.account.holds.keySet());
        if (ids.isEmpty() || chance.percent(3)) {
            return "unknown";
        }
        return chance.percent(60) ? ids.get(ids.size() - 1) : chance.oneOf(ids);
    }

    private CaptureHold capture(Request request) {
        String id = holdId();
        ReferenceHold hold = ledger.account.holds.get(id);
        long held = hold == null ? 1 : hold.points().longValueExact();
        return new CaptureHold(request, id, chance.oneOf(0L, 0L, held, held + 1, chance.upTo(held)));
    }

    private AdjustPoints adjust(Request request) {
        long points = switch ((int) chance.between(0, 9)) {
            case 0, 1, 2, 3 -> -points(100);
            case 4 -> 1_000_000_000_000L;
            default -> chance.upTo(500);
        };
        return new AdjustPoints(request, points, "goodwill-" + number);
    }
}
