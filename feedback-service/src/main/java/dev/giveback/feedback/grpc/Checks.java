package dev.giveback.feedback.grpc;

import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Refusal;
import dev.giveback.feedback.outreach.Names;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of single fields that the contract's own validation does not check. */
final class Checks {
    private static final int USUAL_PAGE = 50;
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,64}");
    private static final String PROGRAM_ID = "[a-z][a-z0-9-]{0,39}";
    private static final Pattern PROGRAM = Pattern.compile("programs/(" + PROGRAM_ID + ")");
    private static final Pattern POLICY = Pattern.compile("programs/(" + PROGRAM_ID + ")/contactPolicy");
    private static final Pattern REFERRAL_OFFER = Pattern.compile("programs/(" + PROGRAM_ID + ")/referralOffer");
    private static final Pattern CONTACT = Pattern.compile("(programs/[^/]+/customers/[^/]+)/contacts/([a-z2-7]{16})");
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{0,64}");
    private static final Pattern LANGUAGE = Pattern.compile("|[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

    private Checks() {}

    /** A contact of a resource name. */
    record ContactName(CustomerId customer, String contactId) {}

    static CustomerId customer(String name, String field) {
        CustomerId id = CustomerId.parse(name);
        if (id == null) {
            throw refused(field, CustomerId.RULE);
        }
        return id;
    }

    static String program(String name, String field) {
        Matcher matcher = PROGRAM.matcher(name);
        if (!matcher.matches()) {
            throw refused(field, "must be programs/{program}; 1 to 40 of a-z 0-9 -, starting with a letter");
        }
        return matcher.group(1);
    }

    /** The program of a policy's name. */
    static String policy(String name, String field) {
        Matcher matcher = POLICY.matcher(name);
        if (!matcher.matches()) {
            throw refused(field, "must be programs/{program}/contactPolicy");
        }
        return matcher.group(1);
    }

    /** The program of an offer of referrals. */
    static String referralOffer(String name, String field) {
        Matcher matcher = REFERRAL_OFFER.matcher(name);
        if (!matcher.matches()) {
            throw refused(field, "must be programs/{program}/referralOffer");
        }
        return matcher.group(1);
    }

    static Names.SourceName survey(String name, String field) {
        return Names.source(name)
                .filter(Names.SourceName::isSurvey)
                .orElseThrow(() -> refused(field, Names.SURVEY_RULE));
    }

    static Names.SourceName message(String name, String field) {
        return Names.source(name)
                .filter(source -> !source.isSurvey())
                .orElseThrow(() -> refused(field, Names.MESSAGE_RULE));
    }

    static Names.SourceName source(String name, String field) {
        return Names.source(name)
                .orElseThrow(() -> refused(
                        field, "must be programs/{program}/surveys/{survey} or programs/{program}/messages/{message}"));
    }

    static ContactName contact(String name, String field) {
        Matcher matcher = CONTACT.matcher(name);
        CustomerId customer = matcher.matches() ? CustomerId.parse(matcher.group(1)) : null;
        if (customer == null) {
            throw refused(
                    field,
                    "must be programs/{program}/customers/{customer}/contacts/{contact}; the contact 16 of a-z 2-7");
        }
        return new ContactName(customer, matcher.group(2));
    }

    static String requestId(String id) {
        if (id.isEmpty() || !REQUEST_ID.matcher(id).matches()) {
            throw refused("request_id", "must be 1 to 64 printable ASCII characters without spaces");
        }
        return id;
    }

    static String orderId(String id) {
        if (!PRINTABLE.matcher(id).matches()) {
            throw refused("order_id", "must be an order's id, at most 64 printable ASCII characters, or empty");
        }
        return id;
    }

    static String language(String tag, String field) {
        if (!LANGUAGE.matcher(tag).matches()) {
            throw refused(field, "must be a language as BCP 47 writes it, such as en or pt-BR, or empty");
        }
        return tag;
    }

    /** 1 to 60 characters that can be shown. */
    static String shortText(String text, String field) {
        if (text.isBlank()
                || text.codePointCount(0, text.length()) > 60
                || text.chars().anyMatch(Character::isISOControl)) {
            throw refused(field, "must have 1 to 60 characters and no control characters");
        }
        return text;
    }

    static int pageSize(int asked) {
        return asked == 0 ? USUAL_PAGE : asked;
    }

    static String pageTokenAfter(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /** The id that ended the page before; empty for the first page. */
    static String lastId(String pageToken) {
        try {
            return new String(Base64.getUrlDecoder().decode(pageToken), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw pageToken();
        }
    }

    static StatusRuntimeException pageToken() {
        return refused("page_token", "must be the next_page_token of a page before");
    }

    static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }
}
