/**
 * The one front door: a gRPC port that forwards calls to the services as bytes. It knows no rule and
 * reads no message, but for a checkout in which codes were typed.
 *
 * <p>Loyalty-service calls nobody, so it is here that the codes of a basket become coupons in the customer's hands
 * ({@link dev.giveback.gateway.CheckoutFront}): the bytes of a quote, a reservation or an order are looked through, and
 * only if there is a code, or a result of one, the message is parsed. What came of each code stands in {@code
 * code_results}, which is the gateway's own word: what a caller wrote there is removed.
 *
 * <p>What a call passes on its way in stands in one place, {@link dev.giveback.gateway.Gateway#start}: the platform's
 * own interceptors (metrics, guard against exceptions, cap on deadlines), then {@link dev.giveback.gateway.guard.Guard}.
 * What comes in by HTTP calls this gateway's services in the process, so that it passes the same.
 *
 * <p>The pages that customers see are beside it, on a port of their own: {@link dev.giveback.gateway.web}.
 */
@NullMarked
package dev.giveback.gateway;

import org.jspecify.annotations.NullMarked;
