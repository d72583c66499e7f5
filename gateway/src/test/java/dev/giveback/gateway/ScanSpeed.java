package dev.giveback.gateway;

import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import java.util.concurrent.TimeUnit;

/** How long the look for codes takes; not a test, run by hand. */
final class ScanSpeed {
    private static final int ROUNDS = 2_000_000;

    private ScanSpeed() {}

    /** Prints the time of one look, for orders of 1, 3, 20 and 1,000 lines, three times over. */
    public static void main(String[] args) {
        for (int run = 0; run < 3; run++) {
            for (int lines : new int[] {1, 3, 20, 1_000}) {
                byte[] message = order(lines);
                int rounds = ROUNDS / Math.max(1, lines / 3);
                int found = 0;
                long start = System.nanoTime();
                for (int i = 0; i < rounds; i++) {
                    found += CheckoutMethod.COMPLETE.read(message) == null ? 0 : 1;
                }
                long nanos = System.nanoTime() - start;
                System.out.printf(
                        "%,d lines, %,d bytes: %,d ns a message, %,d ms in all, %d found%n",
                        lines, message.length, nanos / rounds, TimeUnit.NANOSECONDS.toMillis(nanos), found);
            }
        }
    }

    private static byte[] order(int lines) {
        Basket.Builder basket = Basket.newBuilder();
        for (int i = 0; i < lines; i++) {
            CheckoutLine.Builder line = basket.addLinesBuilder()
                    .setProduct("product-" + i)
                    .setCategory("books")
                    .setQuantity(2);
            line.getUnitPriceBuilder().setCurrencyCode("GBP").setUnits(12).setNanos(990_000_000);
        }
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer("programs/shop/customers/customer-12345")
                .setRequestId("4f2c9c1e-3d3a-4d2e-9a53-0a4f5d4f7a10")
                .setOrderId("order-1234567")
                .setBasket(basket)
                .build()
                .toByteArray();
    }
}
