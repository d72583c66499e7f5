package dev.giveback.gateway;

import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CodeResult;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import java.util.Arrays;
import java.util.Random;

/** Requests as nobody should send them: with results from outside, and with bytes changed, cut, doubled, moved and put between. */
final class Mutations {
    private Mutations() {}

    static byte[] mutated(Random random, CheckoutMethod method, Basket basket, CodeResult forged) {
        byte[] message = message(random, method, basket, forged);
        if (random.nextInt(4) == 0) {
            message = CheckoutCodesTest.joined(message, message(random, method, basket, forged));
        }
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && message.length > 0; i++) {
            message = changed(random, message);
        }
        return message;
    }

    private static byte[] message(Random random, CheckoutMethod method, Basket plain, CodeResult forged) {
        Basket basket =
                random.nextBoolean() ? plain : plain.toBuilder().addCodes("A").build();
        int results = random.nextInt(3);
        return switch (method) {
            case QUOTE -> {
                QuoteCheckoutRequest.Builder call =
                        QuoteCheckoutRequest.newBuilder().setCustomer("ada").setBasket(basket);
                for (int i = 0; i < results; i++) {
                    call.addCodeResults(forged);
                }
                yield call.build().toByteArray();
            }
            case RESERVE -> {
                ReserveCheckoutRequest.Builder call =
                        ReserveCheckoutRequest.newBuilder().setOrderId("o").setBasket(basket);
                for (int i = 0; i < results; i++) {
                    call.addCodeResults(forged);
                }
                yield call.build().toByteArray();
            }
            case COMPLETE -> {
                CompleteCheckoutRequest.Builder call =
                        CompleteCheckoutRequest.newBuilder().setRequestId("r").setBasket(basket);
                for (int i = 0; i < results; i++) {
                    call.addCodeResults(forged);
                }
                yield call.build().toByteArray();
            }
        };
    }

    private static byte[] changed(Random random, byte[] message) {
        int at = random.nextInt(message.length);
        int to = at + 1 + random.nextInt(message.length - at);
        byte[] head = Arrays.copyOf(message, at);
        byte[] middle = Arrays.copyOfRange(message, at, to);
        byte[] tail = Arrays.copyOfRange(message, to, message.length);
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] flipped = message.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> {
                byte[] other = message.clone();
                other[at] = (byte) random.nextInt(256);
                yield other;
            }
            case 2 -> head;
            case 3 -> CheckoutCodesTest.joined(head, middle, middle, tail);
            case 4 -> CheckoutCodesTest.joined(head, tail, middle);
            default -> {
                byte[] noise = new byte[1 + random.nextInt(6)];
                random.nextBytes(noise);
                yield CheckoutCodesTest.joined(head, noise, middle, tail);
            }
        };
    }
}
