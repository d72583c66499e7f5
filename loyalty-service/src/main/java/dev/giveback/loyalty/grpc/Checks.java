package dev.giveback.loyalty.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Limits;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The rules of single fields that the contract's own validation does not check, because there it would be slow on hot requests. */
final class Checks {
    private static final int MAX_ID_LENGTH = 64;

    private Checks() {}

    static CustomerId customer(String name, String field) {
        CustomerId id = CustomerId.parse(name);
        if (id == null) {
            throw refused(field, CustomerId.RULE);
        }
        return id;
    }

    /** Another customer of the same program. */
    static CustomerId otherCustomer(String name, CustomerId one, String field) {
        CustomerId other = customer(name, field);
        if (!other.program().equals(one.program()) || other.equals(one)) {
            throw refused(field, "must be another customer of the same program");
        }
        return other;
    }

    /** 1 to 64 printable ASCII characters. */
    static String id(String id, String field) {
        boolean valid = !id.isEmpty() && id.length() <= MAX_ID_LENGTH;
        for (int i = 0; valid && i < id.length(); i++) {
            valid = id.charAt(i) >= '!' && id.charAt(i) <= '~';
        }
        if (!valid) {
            throw refused(field, "must be 1 to 64 printable ASCII characters without spaces");
        }
        return id;
    }

    /** The same, or nothing. */
    static String optionalId(String id, String field) {
        return id.isEmpty() ? id : id(id, field);
    }

    static String text(String text, int minLength, int maxLength, String field) {
        int length = text.codePointCount(0, text.length());
        if (length < minLength || length > maxLength) {
            throw refused(field, "must have " + minLength + " to " + maxLength + " characters");
        }
        // No text of PostgreSQL can hold it, so that nothing which follows the journal could keep it.
        if (text.indexOf('\0') >= 0) {
            throw refused(field, "must not have the character U+0000");
        }
        return text;
    }

    static long quantity(long quantity, String field) {
        if (quantity < 1 || quantity > Limits.MAX_QUANTITY) {
            throw refused(field, "must be 1 to " + Limits.MAX_QUANTITY);
        }
        return quantity;
    }

    /** Zero or more, in whole minor units of its own currency. */
    static dev.giveback.loyalty.domain.Money price(Money money, Currency likely, String field) {
        Currency currency = currency(money.getCurrencyCode(), likely, field);
        String problem = MoneyMapper.problem(money, currency);
        if (problem != null) {
            throw refused(field, problem);
        }
        long minor = MoneyMapper.toMinor(money, currency);
        if (minor < 0 || minor > Limits.MAX_AMOUNT) {
            throw refused(field, "must be 0 to " + Limits.MAX_AMOUNT + " minor units");
        }
        return new dev.giveback.loyalty.domain.Money(currency, minor);
    }

    /** A total that the caller expects, in minor units; null for any. */
    static @Nullable Long total(boolean isPresent, Money money, Currency currency) {
        if (!isPresent) {
            return null;
        }
        String field = "expected_total";
        String problem = MoneyMapper.problem(money, currency(money.getCurrencyCode(), currency, field));
        if (problem != null) {
            throw refused(field, problem);
        }
        return MoneyMapper.toMinor(money, currency);
    }

    private static Currency currency(String code, Currency likely, String field) {
        if (code.equals(likely.getCurrencyCode())) {
            return likely;
        }
        throw refused(field + ".currency_code", "must be the program's, " + likely.getCurrencyCode());
    }

    static @Nullable Instant time(boolean present, Timestamp timestamp, String field) {
        if (!present) {
            return null;
        }
        if (!Timestamps.isValid(timestamp)) {
            throw refused(field, "must be a valid time between the years 1 and 9999");
        }
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    static io.grpc.StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }
}
