package dev.giveback.platform.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.ExportRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What a service asks of an import of its journal. */
public interface ImportRules {
    /** Whether rows of this persistence id come into the journal with the last block only, so that nobody works with a half of them. */
    boolean waits(String persistenceId);

    /**
     * Refuses when what the file holds is here already, or what it needs is not.
     *
     * @param tables on the connection of the import
     * @throws io.grpc.StatusRuntimeException if it is refused
     */
    void expectRoom(ExportScope scope, ImportTables tables) throws SQLException;

    /** Rows were found good; what is changed on this connection shares the transaction that writes or keeps them. */
    default void found(Connection connection, List<ExportRow> rows)
            throws SQLException, InvalidProtocolBufferException {}

    /** Does what must be done before the end, outside of any transaction; whatever fails ends the import, which can go on later. */
    default void beforeEnd(ExportScope scope) throws Exception {}

    /** The whole file is found good; what is changed on this connection shares the transaction that ends the import. */
    default void ending(Connection connection, ExportScope scope) throws SQLException {}

    /**
     * The import has ended: whoever found nothing there before must look again.
     *
     * @param waited persistence ids that came with the last block
     */
    void ended(ExportScope scope, Set<String> waited);
}
