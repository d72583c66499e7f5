package dev.giveback.loyalty.verification;

import java.util.List;
import javax.sql.DataSource;

/**
 * Where a check finds what is stored of customers.
 *
 * @param journal the admins' own connections to the journal with the events of all, and what follows it
 * @param snapshotsElsewhere connections to the databases that have the snapshots; none: they are beside the journal
 */
public record CustomerSources(DataSource journal, List<DataSource> snapshotsElsewhere) {
    /** Copies the list. */
    public CustomerSources {
        snapshotsElsewhere = List.copyOf(snapshotsElsewhere);
    }
}
