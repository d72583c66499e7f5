package dev.giveback.coupon.archive;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.platform.archive.ExportScope;
import org.jspecify.annotations.Nullable;

/** Which journals a file of the coupon service holds. */
public sealed interface CampaignScope extends ExportScope {
    /** All campaigns, and the acts of admins. */
    record Everything() implements CampaignScope {}

    /** The campaigns of a program. */
    record OneProgram(String program) implements CampaignScope {}

    /** A campaign. */
    record OneCampaign(CampaignId campaign) implements CampaignScope {}

    /** What a scope may be, for a message. */
    String RULE = "must be empty, programs/{program} or programs/{program}/campaigns/{campaign}";

    /** The scope of this name; null if it names none. */
    static @Nullable CampaignScope parse(String name) {
        if (name.isEmpty()) {
            return new Everything();
        }
        CampaignId campaign = CampaignId.parse(name);
        if (campaign != null) {
            return new OneCampaign(campaign);
        }
        // The name of any campaign of a program is valid exactly if that of the program is.
        CampaignId any = CampaignId.parse(name + "/campaigns/any");
        return any == null ? null : new OneProgram(any.program());
    }

    @Override
    default String name() {
        return switch (this) {
            case Everything all -> "";
            case OneProgram one -> "programs/" + one.program();
            case OneCampaign one -> one.campaign().name();
        };
    }

    @Override
    default String one() {
        return switch (this) {
            case Everything all -> "";
            case OneProgram one -> "";
            case OneCampaign one -> PersistenceIds.of(one.campaign());
        };
    }

    @Override
    default String prefix() {
        return switch (this) {
            case Everything all -> "";
            case OneProgram one -> PersistenceIds.CAMPAIGN_PREFIX + one.program() + '|';
            case OneCampaign one -> PersistenceIds.of(one.campaign()) + '|';
        };
    }

    @Override
    default boolean isOneJournal() {
        return this instanceof OneCampaign;
    }
}
