package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.directory.CustomerQuery.Order;
import dev.giveback.loyalty.directory.CustomerQuery.Place;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/** Where a list goes on, as text that callers need not understand. A token that is none of ours is refused by name. */
final class PageTokens {
    private PageTokens() {}

    static String after(LotKey key) {
        return Pages.tokenAfter(key.expiresMillis() + ":" + key.earnedMillis() + ":" + key.id());
    }

    static LotKey lastLot(String token) {
        if (token.isEmpty()) {
            return LotKey.FIRST;
        }
        String[] parts = decode(token).split(":", -1);
        if (parts.length != 3) {
            throw noToken();
        }
        return new LotKey(number(parts[0]), number(parts[1]), number(parts[2]));
    }

    static String after(long sequenceNumber) {
        return Pages.tokenAfter(Long.toString(sequenceNumber));
    }

    /** The sequence number that ended the page before; the largest there can be for the first page. */
    static long lastSequenceNumber(String token) {
        return token.isEmpty() ? Long.MAX_VALUE : number(decode(token));
    }

    static String after(String id) {
        return Pages.tokenAfter(id);
    }

    /** The id that ended the page before; empty for the first page. */
    static String lastId(String token) {
        return decode(token);
    }

    /** The place of a customer in an order; by id the id alone. */
    static String after(Order order, Place place) {
        return order == Order.ID
                ? after(place.customerId())
                : Pages.tokenAfter(order + ":" + place.number() + ":" + place.customerId());
    }

    /** The customer that ended the page before; null for the first page. A token of another order is refused. */
    static @Nullable Place lastCustomer(Order order, String token) {
        if (token.isEmpty()) {
            return null;
        }
        String[] parts = decode(token).split(":", -1);
        if (order == Order.ID && parts.length == 1) {
            return new Place(0, parts[0]);
        }
        if (parts.length != 3 || !parts[0].equals(order.name())) {
            throw noToken();
        }
        return new Place(number(parts[1]), parts[2]);
    }

    private static String decode(String token) {
        return Pages.last(token).orElseThrow(PageTokens::noToken);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw noToken();
        }
    }

    private static StatusRuntimeException noToken() {
        return Checks.refused("page_token", "must be the next_page_token of a page before");
    }
}
