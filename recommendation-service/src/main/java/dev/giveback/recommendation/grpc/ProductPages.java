package dev.giveback.recommendation.grpc;

import dev.giveback.platform.contract.Fingerprint;
import dev.giveback.recommendation.v1.ListProductsRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list of products goes on: a text that callers need not understand, for the same question only. */
final class ProductPages {
    private static final int QUESTION = 16;

    private ProductPages() {}

    static String after(ListProductsRequest call, String last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((question(call) + last).getBytes(StandardCharsets.UTF_8));
    }

    /** The id that ended the page before; empty for the first page. */
    static String last(ListProductsRequest call) {
        if (call.getPageToken().isEmpty()) {
            return "";
        }
        String text = decoded(call.getPageToken());
        if (!text.startsWith(question(call)) || text.length() == QUESTION || Checks.hasControls(text)) {
            throw Checks.refused(
                    "page_token", "must be the next_page_token of a page before, for the same parent and filters");
        }
        return text.substring(QUESTION);
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The size of pages may change on the way. */
    private static String question(ListProductsRequest call) {
        ListProductsRequest question =
                call.toBuilder().clearPageToken().clearPageSize().build();
        return "%016x".formatted(Fingerprint.of(question));
    }
}
