package dev.giveback.platform.journal;

import java.sql.SQLException;
import java.util.Set;

/** Tells what a failed statement says about its rows. */
final class SqlFailure {
    /**
     * The classes of SQL states in which the server, alive and well, refuses these very rows, and nothing of them is stored:
     * cardinality, data, integrity, transaction rollback (two writers met), check option, program limit, raised by a trigger.
     */
    private static final Set<String> OF_THE_ROWS = Set.of("21", "22", "23", "40", "44", "54", "P0");

    private SqlFailure() {}

    /**
     * Whether other rows of the same batch may fare better alone. A connection that broke, a full disk or a server that
     * shuts down concerns all; and after a broken connection nobody knows whether the rows were stored.
     */
    static boolean concernsSomeRows(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.length() == 5 && OF_THE_ROWS.contains(state.substring(0, 2));
    }
}
