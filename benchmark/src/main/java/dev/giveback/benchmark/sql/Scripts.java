package dev.giveback.benchmark.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The SQL texts, which lie beside this class. */
final class Scripts {
    private Scripts() {}

    static String schema() {
        return read("schema.sql") + read("coupon_schema.sql");
    }

    /** Of plain checkouts. */
    static String consistency() {
        return read("consistency.sql");
    }

    /** Of checkouts with a coupon. */
    static String couponConsistency() {
        return read("coupon_consistency.sql");
    }

    /** Of claims. */
    static String claimConsistency() {
        return read("claim_consistency.sql");
    }

    /** Puts coupons in stock; its parameters are the number of customers, the first id and the last one. */
    static String couponStock() {
        return read("coupon_stock.sql");
    }

    /** What pgbench runs again and again. */
    static String of(SqlVariant variant, CustomerChoice choice) {
        return switch (variant) {
            case STATEMENTS, FUNCTION, RESERVE_CONFIRM ->
                read("order.sql").replace("{customer}", choice.expression()) + text(variant);
            case MIXED -> of(SqlVariant.STATEMENTS, choice);
            case HOT_CUSTOMER -> of(SqlVariant.STATEMENTS, CustomerChoice.one());
            case REFUND, SELECT -> text(variant).replace("{customer}", choice.expression());
            case COUPON_STATEMENTS, COUPON_FUNCTION ->
                read("coupon_order.sql").replace("{customers}", Integer.toString(choice.customers())) + text(variant);
            case COMMIT, CLAIM_COUNTER, CLAIM_ROW -> text(variant);
        };
    }

    private static String text(SqlVariant variant) {
        return read(variant.name().toLowerCase(Locale.ROOT) + ".sql");
    }

    private static String read(String name) {
        try (InputStream stream = Scripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
