package dev.giveback.platform.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.acts.ActSerializer;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.StoredAdminEvent;

/** Files of a service that has acts and nothing else. */
final class ActArchive implements Archive {
    static final Archives ALL = new Archives(java.util.List.of(new ActArchive()));

    /**
     * Everything, or something that holds no acts.
     *
     * @param prefix of the persistence ids that it holds
     */
    private record Scope(String name, String prefix) implements ExportScope {
        @Override
        public String one() {
            return "";
        }

        @Override
        public boolean isOneJournal() {
            return false;
        }
    }

    @Override
    public String service() {
        return "";
    }

    @Override
    public String content() {
        return "acts";
    }

    @Override
    public ExportScope scope(String name) {
        return new Scope(name, name.isEmpty() ? "" : name + '|');
    }

    @Override
    public String scopeRule() {
        return "must be empty";
    }

    @Override
    public int serializerId() {
        return ActSerializer.IDENTIFIER;
    }

    @Override
    public String manifestOf(String persistenceId) {
        return persistenceId.startsWith(AdminActs.PERSISTENCE_ID) ? StoredAdminEvent.MANIFEST : "";
    }

    @Override
    public boolean isReadable(ExportRow row) {
        try {
            return AdminEvent.parseFrom(
                            JournalRecord.parseFrom(row.getPayload()).getEvent())
                    .isInitialized();
        } catch (InvalidProtocolBufferException unreadable) {
            return false;
        }
    }
}
