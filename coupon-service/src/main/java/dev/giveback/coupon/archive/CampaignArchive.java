package dev.giveback.coupon.archive;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.journal.JournalSerializer;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.archive.Archive;
import java.io.NotSerializableException;
import org.jspecify.annotations.Nullable;

/** What files of the coupon service hold: campaigns, and the acts of admins. */
public final class CampaignArchive implements Archive {
    /** What the header of such a file says. */
    public static final String SERVICE = "coupon";

    private final JournalSerializer serializer = new JournalSerializer();

    @Override
    public String service() {
        return SERVICE;
    }

    @Override
    public String content() {
        return "campaigns";
    }

    @Override
    public @Nullable CampaignScope scope(String name) {
        return CampaignScope.parse(name);
    }

    @Override
    public String scopeRule() {
        return CampaignScope.RULE;
    }

    @Override
    public int serializerId() {
        return JournalSerializer.IDENTIFIER;
    }

    @Override
    public String manifestOf(String persistenceId) {
        if (persistenceId.startsWith(PersistenceIds.CAMPAIGN_PREFIX)) {
            String entity = persistenceId.substring(PersistenceIds.CAMPAIGN_PREFIX.length());
            int bar = entity.indexOf('|');
            boolean isCampaign = bar > 0
                    && CampaignId.parse(
                                    "programs/" + entity.substring(0, bar) + "/campaigns/" + entity.substring(bar + 1))
                            != null;
            return isCampaign ? JournalSerializer.CAMPAIGN_EVENT : "";
        }
        return persistenceId.startsWith(AdminActs.PERSISTENCE_ID) ? JournalSerializer.ADMIN_EVENT : "";
    }

    @Override
    public boolean isReadable(ExportRow row) {
        try {
            return serializer.fromBinary(row.getPayload().toByteArray(), row.getManifest()) != null;
        } catch (NotSerializableException unreadable) {
            return false;
        }
    }
}
