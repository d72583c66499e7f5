package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.domain.Totals;
import dev.giveback.platform.feed.FeedOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is kept beside the journal of one customer, as one moment shows it. It is filled while it is read, and only read after that. */
final class Beside {
    /** How far the directory had followed the journal at that moment. */
    final FeedOffset followed;

    @Nullable
    DirectoryRow directory;

    final Set<Saga> sagas = new HashSet<>();
    final List<StoredSnapshot> snapshots = new ArrayList<>();

    Beside(FeedOffset followed) {
        this.followed = followed;
    }

    /** A row of the directory. */
    record DirectoryRow(
            long revision,
            long total,
            Totals sums,
            long orderCount,
            boolean isMember,
            @Nullable String tierId) {}

    /** A saga under way. */
    record Saga(String kind, String id) {}

    /** A row of the snapshots. */
    @SuppressWarnings("ArrayRecordComponent") // It is compared by hand.
    record StoredSnapshot(long sequenceNumber, int serializerId, String manifest, byte[] payload) {}
}
