package dev.giveback.recommendation.outcomes;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.v1.Impression;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import dev.giveback.recommendation.v1.ShownList;
import dev.giveback.recommendation.v1.ShownProduct;
import dev.giveback.recommendation.v1.Strategy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of lists that were shown. */
final class ImpressionChecks {
    private static final Pattern PROGRAM = Pattern.compile("programs/([a-z][a-z0-9-]{0,39})");
    private static final Pattern CUSTOMER = Pattern.compile("(programs/[^/]*)/customers/([A-Za-z0-9._~-]{1,64})");
    private static final Pattern LIST_ID = Pattern.compile("[!-~]{1,64}");
    private static final Pattern PRODUCT_ID = Pattern.compile("[^/\\p{Cntrl}]{1,64}");
    private static final Pattern PAGE = Pattern.compile("[^\\p{Cntrl}]{0,64}");

    /** A visitor without a name is nobody of whom a purchase could be told. */
    private static final String VISITOR = "-";

    private static final String PAGE_RULE = "must be at most 64 characters, none of them a control character";
    private static final String TIME_RULE = "must be a time between the years 1 and 9999";
    private static final int MOST = 100;
    private static final Duration OLDEST = Duration.ofDays(1);
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private ImpressionChecks() {}

    static String program(String name) {
        Matcher matcher = PROGRAM.matcher(name);
        if (!matcher.matches()) {
            throw RefusalStatus.field(
                    "parent", "must be programs/{program}; 1 to 40 of a-z 0-9 -, starting with a letter");
        }
        return matcher.group(1);
    }

    /** The page of a report; empty for all. */
    static String page(String page) {
        if (!PAGE.matcher(page).matches()) {
            throw RefusalStatus.field("page", PAGE_RULE);
        }
        return page;
    }

    /** The moment of a field. */
    static Instant instant(Timestamp time, String field) {
        try {
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
        } catch (DateTimeException e) {
            throw RefusalStatus.field(field, TIME_RULE);
        }
    }

    /** The lists of named customers, by id; those of visitors without a name are left out. */
    static List<ShownTo> lists(RecordImpressionsRequest call, Instant now) {
        int count = call.getImpressionsCount();
        if (count < 1 || count > MOST) {
            throw RefusalStatus.field("impressions", "must be 1 to 100");
        }
        List<ShownTo> lists = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            ShownTo list = list(call.getParent(), call.getImpressions(at), at, now);
            if (!list.customer().equals(VISITOR)) {
                lists.add(list);
            }
        }
        lists.sort(Comparator.comparing(ShownTo::listId));
        return lists;
    }

    private static ShownTo list(String parent, Impression impression, int at, Instant now) {
        Matcher customer = CUSTOMER.matcher(impression.getCustomer());
        check(
                customer.matches() && customer.group(1).equals(parent),
                at,
                "customer",
                "must be {parent}/customers/{customer}; the customer 1 to 64 of A-Z a-z 0-9 . _ ~ -");
        ShownList shown = impression.getShownList();
        check(
                LIST_ID.matcher(shown.getListId()).matches(),
                at,
                "shown_list.list_id",
                "must be 1 to 64 printable ASCII characters without spaces");
        check(
                shown.getPersonalization() != Personalization.PERSONALIZATION_UNSPECIFIED
                        && shown.getPersonalization() != Personalization.UNRECOGNIZED,
                at,
                "shown_list.personalization",
                "must be that of the list as it was given");
        check(PAGE.matcher(impression.getPage()).matches(), at, "page", PAGE_RULE);
        return new ShownTo(
                shown.getListId(),
                customer.group(2),
                shown.getPersonalizationValue(),
                impression.getPage(),
                showMillis(impression, at, now),
                products(shown, at),
                shown.getProductsList().stream()
                        .map(ShownProduct::getStrategyValue)
                        .toList());
    }

    private static List<String> products(ShownList shown, int list) {
        int count = shown.getProductsCount();
        check(count >= 1 && count <= MOST, list, "shown_list.products", "must be 1 to 100");
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < count; at++) {
            ShownProduct product = shown.getProducts(at);
            check(
                    PRODUCT_ID.matcher(product.getProductId()).matches(),
                    list,
                    at,
                    "product_id",
                    "must be 1 to 64 characters, none of them a slash or a control character");
            check(seen.add(product.getProductId()), list, at, "product_id", "must be in the list once");
            check(
                    product.getStrategy() != Strategy.UNRECOGNIZED,
                    list,
                    at,
                    "strategy",
                    "must be one of the defined strategies");
        }
        return shown.getProductsList().stream().map(ShownProduct::getProductId).toList();
    }

    private static long showMillis(Impression impression, int list, Instant now) {
        if (!impression.hasShowTime()) {
            return now.toEpochMilli();
        }
        check(Timestamps.isValid(impression.getShowTime()), list, "show_time", TIME_RULE);
        Instant shown = instant(impression.getShowTime(), "show_time");
        check(
                !shown.isBefore(now.minus(OLDEST)) && !shown.isAfter(now.plus(AHEAD)),
                list,
                "show_time",
                "must be at most a day ago and 5 minutes ahead");
        return shown.toEpochMilli();
    }

    /** The whole path is put together only for a refusal: a call can have 10,000 products. */
    private static void check(boolean holds, int list, String field, String rule) {
        if (!holds) {
            throw RefusalStatus.field("impressions[" + list + "]." + field, rule);
        }
    }

    private static void check(boolean holds, int list, int product, String field, String rule) {
        if (!holds) {
            throw RefusalStatus.field("impressions[" + list + "].shown_list.products[" + product + "]." + field, rule);
        }
    }
}
