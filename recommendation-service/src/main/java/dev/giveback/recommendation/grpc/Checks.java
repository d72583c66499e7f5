package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.contract.RefusalStatus;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of single fields that the contract's own validation does not check. */
final class Checks {
    private static final Pattern PROGRAM = Pattern.compile("programs/([a-z][a-z0-9-]{0,39})");
    private static final Pattern CUSTOMER =
            Pattern.compile("programs/([a-z][a-z0-9-]{0,39})/customers/([A-Za-z0-9._~-]{1,64})");
    private static final Pattern PRODUCT =
            Pattern.compile("programs/([a-z][a-z0-9-]{0,39})/products/(.+)", Pattern.DOTALL);

    private static final String PROGRAM_RULE =
            "must be programs/{program}; 1 to 40 of a-z 0-9 -, starting with a letter";
    private static final String CUSTOMER_RULE =
            "must be programs/{program}/customers/{customer}; the customer 1 to 64 of"
                    + " A-Z a-z 0-9 . _ ~ -, or - for a visitor without a name";
    private static final String PRODUCT_RULE = "must be programs/{program}/products/{product}; the product 1 to 64"
            + " characters, none of them a slash or a control character";
    private static final String ID_RULE = "must be 1 to 64 characters, none of them a slash or a control character";
    private static final String TEXT_RULE = "must have no control characters";
    private static final String CATEGORY_RULE = "must be 1 to 64 characters, none of them a control character";
    private static final int MAX_LENGTH = 64;

    private Checks() {}

    /** A customer or a product of a resource name. */
    record Name(String program, String id) {}

    static String program(String name, String field) {
        Matcher matcher = PROGRAM.matcher(name);
        if (!matcher.matches()) {
            throw refused(field, PROGRAM_RULE);
        }
        return matcher.group(1);
    }

    static Name customer(String name, String field) {
        Matcher matcher = CUSTOMER.matcher(name);
        if (!matcher.matches()) {
            throw refused(field, CUSTOMER_RULE);
        }
        return new Name(matcher.group(1), matcher.group(2));
    }

    static Name product(String name, String field) {
        Matcher matcher = PRODUCT.matcher(name);
        if (!matcher.matches() || !isId(matcher.group(2))) {
            throw refused(field, PRODUCT_RULE);
        }
        return new Name(matcher.group(1), matcher.group(2));
    }

    /** Product ids, each once; a list of the caller is what it is, whatever is in it twice. */
    static Set<String> productIds(List<String> ids, String field) {
        return checked(ids, field, ID_RULE, Checks::isId);
    }

    /** Categories, each once. */
    static Set<String> categories(List<String> names, String field) {
        return checked(names, field, CATEGORY_RULE, Checks::isCategory);
    }

    private interface Rule {
        boolean holds(String text);
    }

    private static Set<String> checked(List<String> texts, String field, String rule, Rule isGood) {
        if (texts.isEmpty()) {
            return Set.of();
        }
        for (int i = 0; i < texts.size(); i++) {
            if (!isGood.holds(texts.get(i))) {
                throw refused(field + "[" + i + "]", rule);
            }
        }
        return new LinkedHashSet<>(texts);
    }

    /** Text for people or a category: of any length, which the contract limits, and maybe empty. */
    static String text(String text, String field) {
        if (hasControls(text)) {
            throw refused(field, TEXT_RULE);
        }
        return text;
    }

    private static boolean isId(String text) {
        return isCategory(text) && text.indexOf('/') < 0;
    }

    private static boolean isCategory(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_LENGTH && !hasControls(text);
    }

    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.field(field, rule);
    }
}
