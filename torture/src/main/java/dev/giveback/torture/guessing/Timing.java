package dev.giveback.torture.guessing;

import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceBlockingStub;
import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceBlockingStub;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.torture.stack.Door;
import dev.giveback.torture.suite.Outcome.Tally;
import dev.giveback.torture.suite.Violation;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Whether the time of an answer tells what belongs to somebody else from what nobody has. Both are asked for in a random order, so that a busy
 * moment meets each as often; then {@link Ranks} compares them.
 */
final class Timing {
    /** By chance one comparison in some 25 million is so far out: p is 4e-8, on both sides. */
    static final double MOST_DEVIATIONS = 5.5;

    private static final int WARM_UP = 50;

    private final Shop shop;
    private final Shop foreign;
    private final int pairs;
    private final CodeServiceBlockingStub codes;
    private final CampaignServiceBlockingStub campaigns;

    Timing(Door door, Shop shop, Shop foreign, int pairs) {
        Channel key = door.keyOf(shop.program(), "checkout", "campaign.read");
        this.shop = shop;
        this.foreign = foreign;
        this.pairs = pairs;
        this.codes = CodeServiceGrpc.newBlockingStub(key);
        this.campaigns = CampaignServiceGrpc.newBlockingStub(key);
    }

    /** A call that is timed; its number makes it a different one each time. */
    private interface Timed {
        void call(int number);
    }

    /**
     * The kinds of call that give themselves away.
     *
     * @param planted what foreign ones are slower by, as a fraction of the spread: the middle half of the answers divided by this; 0 for nothing
     */
    List<Violation> differences(long seed, int planted, Tally tally) {
        Guesser guesser = new Guesser(seed, Shop.PATTERN, foreign.codes());
        List<Violation> found = new ArrayList<>();
        found.addAll(compared(
                seed,
                "codes",
                planted,
                unused -> checkCode(guesser.anyCode()),
                number -> checkCode(foreign.codes().get(number % foreign.codes().size())),
                tally));
        found.addAll(compared(
                seed,
                "campaigns",
                planted,
                unused -> getCampaign("programs/otter/campaigns/gift"),
                unused -> getCampaign(foreign.program() + "/campaigns/gift"),
                tally));
        return found;
    }

    private List<Violation> compared(
            long seed, String what, int planted, Timed unknown, Timed somebodyElses, Tally tally) {
        long delay = 0;
        long[] warmedUp = timed(seed, WARM_UP, unknown, somebodyElses, 0)[0];
        if (planted > 0) {
            delay = Ranks.middleHalf(warmedUp) / planted;
        }
        long[][] nanos = timed(seed + 1, pairs, unknown, somebodyElses, delay);
        double deviations = Ranks.deviations(nanos[1], nanos[0]);
        tally.add("pairs of timed calls for " + what, pairs);
        return Math.abs(deviations) <= MOST_DEVIATIONS
                ? List.of()
                : List.of(new Violation(
                        seed,
                        String.format(
                                Locale.ROOT,
                                "%s of somebody else give themselves away by their time: %.1f standard deviations (expected: at most %.1f)",
                                what,
                                deviations,
                                MOST_DEVIATIONS),
                        List.of()));
    }

    private static long[][] timed(long seed, int pairs, Timed unknown, Timed somebodyElses, long delay) {
        Random random = new Random(seed);
        long[][] nanos = new long[2][pairs];
        for (int at = 0; at < pairs; at++) {
            int first = random.nextInt(2);
            nanos[first][at] = first == 0 ? nanos(unknown, at, 0) : nanos(somebodyElses, at, delay);
            nanos[1 - first][at] = first == 1 ? nanos(unknown, at, 0) : nanos(somebodyElses, at, delay);
        }
        return nanos;
    }

    private static long nanos(Timed timed, int number, long delay) {
        long start = System.nanoTime();
        timed.call(number);
        long answered = System.nanoTime();
        while (delay > 0 && System.nanoTime() - answered < delay) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - start;
    }

    private void checkCode(String code) {
        var unused = codes.checkCode(CheckCodeRequest.newBuilder()
                .setCustomer(shop.customer("eve"))
                .setCode(code)
                .build());
    }

    private void getCampaign(String name) {
        try {
            var unused = campaigns.getCampaign(
                    GetCampaignRequest.newBuilder().setName(name).build());
            throw new AssertionError("campaign: " + name + " is told of (expected: not found)");
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() != io.grpc.Status.Code.NOT_FOUND) {
                throw refused;
            }
        }
    }
}
