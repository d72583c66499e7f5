package dev.giveback.coupon.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which campaign of which program: {@code programs/{program}/campaigns/{campaign}} in the published contract,
 * {@code {program}|{campaign}} in the cluster.
 */
public record CampaignId(String program, String campaign) {
    /** What a name must be, for a message. */
    public static final String RULE =
            "must be programs/{program}/campaigns/{campaign}; both 1 to 40 of a-z 0-9 -, starting with a" + " letter";

    private static final Pattern NAME =
            Pattern.compile("programs/([a-z][a-z0-9-]{0,39})/campaigns/([a-z][a-z0-9-]{0,39})");

    /** The campaign of a resource name; null if it is none. */
    public static @Nullable CampaignId parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? new CampaignId(matcher.group(1), matcher.group(2)) : null;
    }

    /** The resource name. */
    public String name() {
        return "programs/" + program + "/campaigns/" + campaign;
    }

    /** The id in the cluster; neither part can hold the bar. */
    public String entity() {
        return program + '|' + campaign;
    }

    /** The campaign of an id in the cluster. */
    public static CampaignId ofEntity(String entity) {
        int bar = entity.indexOf('|');
        return new CampaignId(entity.substring(0, bar), entity.substring(bar + 1));
    }
}
