package dev.giveback.coupon.grpc;

import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.Refusal;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of single fields that the contract's own validation does not check. */
final class Checks {
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,64}");
    private static final Pattern PROGRAM = Pattern.compile("programs/([a-z][a-z0-9-]{0,39})");
    private static final Pattern CLAIM = Pattern.compile("(programs/[^/]+/campaigns/[^/]+)/claims/([!-.0-~]{1,64})");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{0,18}");

    private Checks() {}

    /** A claim of a resource name. */
    record ClaimName(CampaignId campaign, String claim) {}

    static CampaignId campaign(String name, String field) {
        CampaignId id = CampaignId.parse(name);
        if (id == null) {
            throw refused(field, CampaignId.RULE);
        }
        return id;
    }

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

    static ClaimName claim(String name, String field) {
        Matcher matcher = CLAIM.matcher(name);
        CampaignId campaign = matcher.matches() ? CampaignId.parse(matcher.group(1)) : null;
        if (campaign == null) {
            throw refused(field, "must be programs/{program}/campaigns/{campaign}/claims/{claim}");
        }
        return new ClaimName(campaign, matcher.group(2));
    }

    static String requestId(String id) {
        if (!REQUEST_ID.matcher(id).matches()) {
            throw refused("request_id", "must be 1 to 64 printable ASCII characters without spaces");
        }
        return id;
    }

    static void sameProgram(CampaignId campaign, CustomerId customer) {
        if (!campaign.program().equals(customer.program())) {
            throw refused("customer", "must be one of the campaign's program");
        }
    }

    static String pageTokenAfter(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /** The id that ended the page before; empty for the first page. */
    static String lastId(String pageToken) {
        try {
            return new String(Base64.getUrlDecoder().decode(pageToken), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("page_token", "must be the next_page_token of a page before");
        }
    }

    /** The number that ended the page before; 0 for the first page. */
    static long lastNumber(String pageToken) {
        String number = lastId(pageToken);
        if (!NUMBER.matcher(number).matches()) {
            throw refused("page_token", "must be the next_page_token of a page before");
        }
        return number.isEmpty() ? 0 : Long.parseLong(number);
    }

    static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }
}
