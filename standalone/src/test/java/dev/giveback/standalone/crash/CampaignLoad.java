package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.ClaimId;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.Reward;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.Totals;
import dev.giveback.standalone.books.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Claims, rewards, checkouts with coupons and typed codes, and claims given back, 16 at once, right through a kill: each call is
 * repeated with the same request id until it is known how it ended.
 */
final class CampaignLoad {
    private static final int IN_FLIGHT = 16;
    private static final int CUSTOMERS = 40;
    static final int LIMIT = 20;
    private static final int UNIQUE = 400;
    private static final long POINTS = 100_000;
    private static final long PRICE = 10;

    private final Shop shop;
    private final long seed;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicInteger nextCode = new AtomicInteger();
    private final List<String> codes = new ArrayList<>();
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();
    private final Set<String> coupons = ConcurrentHashMap.newKeySet();
    private final Queue<Again> claims = new ConcurrentLinkedQueue<>();

    CampaignLoad(Shop shop, long seed) {
        this.shop = shop;
        this.seed = seed;
    }

    /** A coupon that a customer got. */
    private record Held(String customer, String campaign, String couponId) {}

    /** A claim that was made and answered with its coupon, to be asked for again. */
    private record Again(Held given, String request, Supplier<@Nullable String> call) {}

    /** Three campaigns, each with a limit that the load goes beyond, and points for everybody. */
    void prepare() {
        shop.create(
                "public",
                campaign()
                        .setPublicCode(PublicCode.newBuilder().setCode("PUBLIC5"))
                        .setClaimTimeToLive(Shop.seconds(2)));
        shop.create(
                "unique",
                campaign()
                        .setUniqueCodes(UniqueCodes.newBuilder()
                                .setPattern("CRASH-####-####-##")
                                .setCapacity(UNIQUE)));
        shop.create("reward", campaign().setReward(Reward.newBuilder().setPointsPrice(PRICE)));
        shop.codes()
                .generateCodes(GenerateCodesRequest.newBuilder()
                        .setCampaign(shop.campaign("unique"))
                        .build())
                .forEachRemaining(some -> codes.addAll(some.getCodesList()));
        customers().forEach(customer -> shop.give(customer, POINTS));
    }

    private static Campaign.Builder campaign() {
        return Campaign.newBuilder()
                .setTerms(Shop.fivePounds())
                .setLimits(CampaignLimits.newBuilder().setTotal(LIMIT));
    }

    static List<String> customers() {
        return IntStream.range(0, CUSTOMERS).mapToObj(i -> "c" + i).toList();
    }

    /** Calls until {@code meanwhile} has ended and so many more calls were answered after it. */
    void during(Load.Disturbance meanwhile, long more) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                Random random = new Random(seed + numbers.incrementAndGet());
                workers.add(threads.submit(() -> {
                    while (!stop.get()) {
                        call(random);
                        acknowledged.incrementAndGet();
                    }
                }));
            }
            try {
                meanwhile.run();
                awaitAcknowledged(more);
            } finally {
                stop.set(true);
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
    }

    void awaitAcknowledged(long more) {
        long enough = acknowledged.get() + more;
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (acknowledged.get() < enough) {
            assertThat(System.nanoTime()).as("acknowledged " + acknowledged).isLessThan(end);
            Shop.pause(5);
        }
    }

    long acknowledged() {
        return acknowledged.get();
    }

    private void call(Random random) {
        String customer = "c" + random.nextInt(CUSTOMERS);
        String id = "r" + numbers.incrementAndGet();
        switch (random.nextInt(8)) {
            case 0 -> claim(customer, "public", id, () -> shop.claim(customer, id, "PUBLIC5", false));
            case 1, 2 -> {
                // Each code is claimed by about three customers.
                String code = codes.get(nextCode.incrementAndGet() / 3 % UNIQUE);
                claim(customer, "unique", id, () -> shop.claim(customer, id, code, false));
            }
            case 3 -> claim(customer, "reward", id, () -> shop.buyReward(customer, id, "reward"));
            case 4 -> {
                var unused = shop.buy(customer, "o" + id, Shop.basket(2).addCodes("public-5"));
            }
            case 5 -> useOrGiveBack(id, true);
            case 6 -> useOrGiveBack(id, false);
            default -> both(id);
        }
    }

    private void claim(String customer, String campaign, String id, Supplier<@Nullable String> call) {
        String coupon = call.get();
        if (coupon == null) {
            return;
        }
        Held given = new Held(customer, campaign, coupon);
        if (coupons.add(coupon)) {
            held.add(given);
        }
        // Who claims a unique code again is answered with the coupon of the earlier claim, perhaps before that one is.
        // Whose coupon it is tells its id, which is the claim's own.
        if (coupon.equals(ClaimId.of(new CampaignId(shop.program(), campaign), customer, id))) {
            claims.add(new Again(given, id, call));
        }
    }

    private void useOrGiveBack(String id, boolean use) {
        Held one = held.poll();
        if (one != null) {
            var unused = use
                    ? shop.buy(one.customer(), "o" + id, one.couponId())
                    : shop.giveBack(one.customer(), one.campaign(), one.couponId());
        }
    }

    /** Uses a coupon and gives it back at once: only one of both may be. */
    private void both(String id) {
        Held one = held.poll();
        if (one == null) {
            return;
        }
        try (ExecutorService two = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> used = two.submit(() -> shop.buy(one.customer(), "o" + id, one.couponId()));
            Future<Boolean> back = two.submit(() -> shop.giveBack(one.customer(), one.campaign(), one.couponId()));
            assertThat(used.get())
                    .as("redeemed or given back: " + one + ", refused so far " + shop.refusals())
                    .isNotEqualTo(back.get());
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Asks again for all that was claimed; each that was answered with another coupon or none. */
    List<String> lost() throws Exception {
        assertThat(claims).as("claims to ask for again").isNotEmpty();
        try (ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
            List<Future<Optional<String>>> answers = claims.stream()
                    .map(claim -> threads.submit(() -> finding(claim)))
                    .toList();
            List<String> lost = new ArrayList<>();
            for (Future<Optional<String>> answer : answers) {
                answer.get().ifPresent(lost::add);
            }
            return lost;
        }
    }

    private static Optional<String> finding(Again claim) {
        String coupon = claim.call().get();
        return claim.given().couponId().equals(coupon)
                ? Optional.empty()
                : Optional.of(claim.request() + " was given " + claim.given() + ", and then " + coupon);
    }

    /** What customers spent on rewards that is not told by the rewards that they hold, used or gave back. */
    List<String> pointsThatDoNotAddUp(Map<String, Long> rewards, Map<String, Long> rewardsTakenBack) {
        List<String> findings = new ArrayList<>();
        for (String id : customers()) {
            Customer customer = shop.standing(id);
            Totals totals = customer.getTotals();
            long bought = rewards.getOrDefault(id, 0L);
            long back = rewardsTakenBack.getOrDefault(id, 0L);
            boolean agrees = totals.getSpent() == PRICE * bought
                    && totals.getRestored() == PRICE * back
                    && customer.getBalance().getTotal() == POINTS + totals.getEarned() - PRICE * (bought - back);
            if (!agrees) {
                findings.add(id + ": " + bought + " rewards, " + back + " of them given back; " + totals);
            }
        }
        return findings;
    }
}
