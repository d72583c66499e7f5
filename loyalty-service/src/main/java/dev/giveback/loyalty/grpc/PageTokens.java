package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.contract.Pages;
import io.grpc.StatusRuntimeException;

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
