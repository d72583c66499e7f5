package dev.giveback.access.directory;

import dev.giveback.journal.v1.StoredApprovalAsked;
import dev.giveback.journal.v1.StoredApprovalReviewed;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps the table of approvals. */
final class ApprovalTable {
    private static final String ASK = """
            INSERT INTO access_approvals (approval_id, create_millis, expire_millis, kind, program, method, resource, request_json,
                requester, reviewer, review_comment)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')
            """;

    private static final String REVIEW = """
            UPDATE access_approvals SET review_millis = ?, approved = ?, reviewer = ?, review_comment = ?
            WHERE program = ? AND approval_id = ?
            """;

    private ApprovalTable() {}

    static void ask(Connection connection, String program, StoredApprovalAsked asked, long millis) throws SQLException {
        Statements.run(
                connection,
                ASK,
                asked.getApprovalId(),
                millis,
                asked.getExpireMillis(),
                (short) asked.getKindValue(),
                program,
                asked.getMethod(),
                asked.getResource(),
                asked.getRequestJson(),
                asked.getRequester());
    }

    static void review(Connection connection, String program, StoredApprovalReviewed reviewed, long millis)
            throws SQLException {
        Statements.run(
                connection,
                REVIEW,
                millis,
                reviewed.getApproved(),
                reviewed.getReviewer(),
                reviewed.getComment(),
                program,
                reviewed.getApprovalId());
    }
}
