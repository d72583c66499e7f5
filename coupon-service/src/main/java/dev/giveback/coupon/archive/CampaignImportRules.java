package dev.giveback.coupon.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.directory.FeedOrigins;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.journal.v1.CampaignEvent;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.archive.ExportScope;
import dev.giveback.platform.archive.ImportRefusals;
import dev.giveback.platform.archive.ImportRules;
import dev.giveback.platform.archive.ImportTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Imports of campaigns. All of them come at the end, because nothing keeps a campaign from being asked meanwhile. What the customers'
 * journals hold by then counts as counted; the places in the feeds that a campaign's own journal holds are those of another system.
 */
final class CampaignImportRules implements ImportRules {
    private static final ImportRefusals REFUSALS = new ImportRefusals(RefusalStatus.DOMAIN);

    private final FeedEnd feedEnd;
    private final Consumer<List<CampaignId>> came;
    /** One import runs at a time, on one thread. */
    private FeedPosition floor = FeedPosition.START;

    /** @param came told of the campaigns that came, because whoever looked before has found nothing */
    CampaignImportRules(FeedEnd feedEnd, Consumer<List<CampaignId>> came) {
        this.feedEnd = feedEnd;
        this.came = came;
    }

    @Override
    public boolean waits(String persistenceId) {
        return persistenceId.startsWith(PersistenceIds.CAMPAIGN_PREFIX);
    }

    @Override
    public void expectRoom(ExportScope scope, ImportTables tables) throws SQLException {
        Optional<String> there = switch ((CampaignScope) scope) {
            case CampaignScope.Everything all -> tables.anyWithPrefix(PersistenceIds.CAMPAIGN_PREFIX);
            case CampaignScope.OneProgram one -> tables.anyWithPrefix(one.prefix());
            case CampaignScope.OneCampaign one -> tables.knows(one.one()) ? Optional.of(one.one()) : Optional.empty();
        };
        if (there.isPresent()) {
            throw REFUSALS.thereAlready(there.get());
        }
    }

    @Override
    public void found(Connection connection, List<ExportRow> rows) throws SQLException, InvalidProtocolBufferException {
        Map<CampaignId, Long> counted = new HashMap<>();
        for (ExportRow row : rows) {
            if (waits(row.getPersistenceId())) {
                CampaignEvent event = CampaignEvent.parseFrom(
                        JournalRecord.parseFrom(row.getPayload()).getEvent());
                long transaction = Math.max(
                        event.getSettled().getTransaction(), event.getDrawn().getTransaction());
                counted.merge(PersistenceIds.campaign(row.getPersistenceId()), transaction, Math::max);
            }
        }
        FeedOrigins.widen(connection, counted);
    }

    @Override
    public void beforeEnd(ExportScope scope) {
        floor = feedEnd.now();
    }

    @Override
    public void ending(Connection connection, ExportScope scope) throws SQLException {
        FeedOrigins.setFloor(connection, floor);
    }

    @Override
    public void ended(ExportScope scope, Set<String> waited) {
        came.accept(waited.stream().map(PersistenceIds::campaign).toList());
    }
}
