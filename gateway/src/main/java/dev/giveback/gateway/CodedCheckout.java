package dev.giveback.gateway;

import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CodeResult;
import java.util.List;
import java.util.function.Function;

/**
 * A checkout that was parsed, because it has codes or says what came of them.
 *
 * @param orderId empty in a quote without one
 * @param hasEffect whether something comes of the call, so that its codes must be claimed
 * @param with the message with these results, and without any that came from outside
 */
record CodedCheckout(
        String customer, String orderId, Basket basket, boolean hasEffect, Function<List<CodeResult>, byte[]> with) {}
