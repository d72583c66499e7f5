package dev.giveback.loyalty.archive;

import dev.giveback.journal.v1.ExportRow;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.archive.Archive;
import java.io.NotSerializableException;
import org.jspecify.annotations.Nullable;

/** What files of the loyalty service hold: customers, programs, and the acts of admins. */
public final class LoyaltyArchive implements Archive {
    private final JournalSerializer serializer = new JournalSerializer();

    @Override
    public String service() {
        return "";
    }

    @Override
    public String content() {
        return "customers";
    }

    @Override
    public @Nullable LoyaltyScope scope(String name) {
        return LoyaltyScope.parse(name);
    }

    @Override
    public String scopeRule() {
        return LoyaltyScope.RULE;
    }

    @Override
    public int serializerId() {
        return JournalSerializer.IDENTIFIER;
    }

    @Override
    public boolean isReadable(ExportRow row) {
        try {
            return serializer.fromBinary(row.getPayload().toByteArray(), row.getManifest()) != null;
        } catch (NotSerializableException unreadable) {
            return false;
        }
    }

    @Override
    public String manifestOf(String persistenceId) {
        if (persistenceId.startsWith(PersistenceIds.CUSTOMER_PREFIX)) {
            String entity = persistenceId.substring(PersistenceIds.CUSTOMER_PREFIX.length());
            int bar = entity.indexOf('|');
            boolean isCustomer = bar > 0
                    && CustomerId.parse(
                                    "programs/" + entity.substring(0, bar) + "/customers/" + entity.substring(bar + 1))
                            != null;
            return isCustomer ? JournalSerializer.CUSTOMER_EVENT : "";
        }
        if (persistenceId.startsWith(LoyaltyScope.PROGRAM_PREFIX)) {
            return JournalSerializer.PROGRAM_EVENT;
        }
        return persistenceId.startsWith(PersistenceIds.ADMIN_ACTS) ? JournalSerializer.ADMIN_EVENT : "";
    }
}
