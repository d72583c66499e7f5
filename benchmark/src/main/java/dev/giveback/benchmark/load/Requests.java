package dev.giveback.benchmark.load;

import com.google.type.Money;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Makes the requests of one run. Request ids and order ids never repeat, in this run or between runs: 122 random bits name the
 * run, a counter does the rest. All methods may be called from many threads at once.
 */
public final class Requests {
    private static final int LINES_READY = 1024;
    private static final int PRODUCTS = 4000;

    private final String program;
    private final int linesPerCheckout;
    private final long run = UUID.randomUUID().getMostSignificantBits();
    private final long first = UUID.randomUUID().getLeastSignificantBits();
    private final AtomicLong count = new AtomicLong();
    private final CheckoutLine[] lines;

    /**
     * Starts a run.
     *
     * @param program resource name, {@code programs/bench} say
     * @param linesPerCheckout 1 to 1,000
     */
    public Requests(String program, int linesPerCheckout) {
        if (linesPerCheckout < 1 || linesPerCheckout > 1000) {
            throw new IllegalArgumentException("lines: " + linesPerCheckout + " (expected: 1 to 1000)");
        }
        this.program = program;
        this.linesPerCheckout = linesPerCheckout;
        SplittableRandom random = new SplittableRandom(20111209);
        this.lines =
                IntStream.range(0, LINES_READY).mapToObj(index -> line(random)).toArray(CheckoutLine[]::new);
    }

    /** A checkout of a customer. The lines are drawn from some that stand ready, so that making them costs the generator little. */
    public CompleteCheckoutRequest checkout(int customer) {
        long number = count.getAndIncrement();
        CompleteCheckoutRequest.Builder request = CompleteCheckoutRequest.newBuilder()
                .setCustomer(nameOf(customer))
                .setRequestId(new UUID(run, first + number).toString())
                .setOrderId(Long.toHexString(run) + "-" + number);
        fill(request.getBasketBuilder());
        return request.build();
    }

    /** What is bought in a checkout. */
    Basket basket() {
        Basket.Builder basket = Basket.newBuilder();
        fill(basket);
        return basket.build();
    }

    private void fill(Basket.Builder basket) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int line = 0; line < linesPerCheckout; line++) {
            basket.addLines(lines[random.nextInt(LINES_READY)]);
        }
    }

    /** A read of a customer. */
    public GetCustomerRequest get(int customer) {
        return GetCustomerRequest.newBuilder().setName(nameOf(customer)).build();
    }

    private String nameOf(int customer) {
        return program + "/customers/c" + customer;
    }

    private static CheckoutLine line(SplittableRandom random) {
        return CheckoutLine.newBuilder()
                .setProduct("P" + (10_000 + random.nextInt(PRODUCTS)))
                .setCategory("category-" + random.nextInt(20))
                .setQuantity(random.nextInt(1, 6))
                .setUnitPrice(Money.newBuilder()
                        .setCurrencyCode("GBP")
                        .setUnits(random.nextInt(0, 50))
                        .setNanos(random.nextInt(0, 100) * 10_000_000))
                .build();
    }
}
