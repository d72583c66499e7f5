package dev.giveback.access.directory;

import com.google.protobuf.util.Timestamps;
import dev.giveback.access.domain.ApprovalState;
import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.options.v1.ApprovalKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** The list of approvals, the newest first. */
public final class ApprovalList {
    private static final String SELECT = "SELECT * FROM access_approvals WHERE program = ?";

    private final Queries queries;

    /** A list over the tables of {@link DirectorySchema}. */
    public ApprovalList(Queries queries) {
        this.queries = queries;
    }

    /**
     * A page.
     *
     * @param before only approvals with smaller numbers
     */
    public CompletionStage<List<ApprovalRequest>> page(ApprovalFilter filter, long before, int limit) {
        long now = filter.now().toEpochMilli();
        List<String> alternatives = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (ApprovalState state : ApprovalState.values()) {
            if (filter.has(state)) {
                switch (state) {
                    case WAITING -> {
                        alternatives.add("(approved IS NULL AND expire_millis > ?)");
                        values.add(now);
                    }
                    case EXPIRED -> {
                        alternatives.add("(approved IS NULL AND expire_millis <= ?)");
                        values.add(now);
                    }
                    case APPROVED -> alternatives.add("approved");
                    case DECLINED -> alternatives.add("NOT approved");
                }
            }
        }
        Queries.Sql sql = new Queries.Sql()
                .add(SELECT, filter.program())
                .add("AND approval_id < ?", before)
                .add("AND (" + String.join(" OR ", alternatives) + ")", values.toArray())
                .add("ORDER BY approval_id DESC LIMIT ?", limit);
        return queries.ask(sql, row -> approval(row, filter.now()));
    }

    /** One of them; none or one. */
    public CompletionStage<List<ApprovalRequest>> find(String program, long id, Instant now) {
        return queries.ask(
                new Queries.Sql().add(SELECT, program).add("AND approval_id = ?", id), row -> approval(row, now));
    }

    private static ApprovalRequest approval(ResultSet row, Instant now) throws SQLException {
        ApprovalRequest.Builder approval = ApprovalRequest.newBuilder()
                .setName("programs/" + row.getString("program") + "/approvals/" + row.getLong("approval_id"))
                .setKind(Objects.requireNonNull(ApprovalKind.forNumber(row.getShort("kind")), "a kind of act"))
                .setMethod(row.getString("method"))
                .setResource(row.getString("resource"))
                .setRequestJson(row.getString("request_json"))
                .setRequester(row.getString("requester"))
                .setCreateTime(Timestamps.fromMillis(row.getLong("create_millis")))
                .setExpireTime(Timestamps.fromMillis(row.getLong("expire_millis")))
                .setReviewer(row.getString("reviewer"))
                .setComment(row.getString("review_comment"));
        long reviewed = row.getLong("review_millis");
        if (!row.wasNull()) {
            approval.setReviewTime(Timestamps.fromMillis(reviewed));
        }
        boolean approved = row.getBoolean("approved");
        boolean undecided = row.wasNull();
        boolean over = row.getLong("expire_millis") <= now.toEpochMilli();
        return approval.setState(state(approved, undecided, over)).build();
    }

    private static dev.giveback.access.v1.ApprovalState state(boolean approved, boolean undecided, boolean over) {
        if (undecided) {
            return over
                    ? dev.giveback.access.v1.ApprovalState.APPROVAL_STATE_EXPIRED
                    : dev.giveback.access.v1.ApprovalState.APPROVAL_STATE_WAITING;
        }
        return approved
                ? dev.giveback.access.v1.ApprovalState.APPROVAL_STATE_APPROVED
                : dev.giveback.access.v1.ApprovalState.APPROVAL_STATE_DECLINED;
    }
}
