package dev.giveback.access.directory;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.KeyState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The list of keys and sessions, the newest first; those that are forgotten stand in it too. */
public final class KeyList {
    private static final String SELECT = "SELECT * FROM access_keys WHERE";

    private final Queries queries;

    /** A list over the tables of {@link DirectorySchema}. */
    public KeyList(Queries queries) {
        this.queries = queries;
    }

    /**
     * A page.
     *
     * @param withSessions whether sessions are listed too
     * @param onlyActive only those that are accepted at this moment
     */
    public CompletionStage<List<Key>> page(
            KeyPlace place, boolean withSessions, boolean onlyActive, Instant now, int limit) {
        Queries.Sql sql =
                new Queries.Sql().add(SELECT).add("(create_millis, key_id) < (?, ?)", place.millis(), place.id());
        if (!withSessions) {
            sql.add("AND parent_id = ''");
        }
        if (onlyActive) {
            sql.add("AND revoke_millis IS NULL AND (expire_millis IS NULL OR expire_millis > ?)", now.toEpochMilli());
        }
        return queries.ask(sql.add("ORDER BY create_millis DESC, key_id DESC LIMIT ?", limit), row -> key(row, now));
    }

    /** One of them; none or one. */
    public CompletionStage<List<Key>> find(KeyId id, Instant now) {
        return queries.ask(new Queries.Sql().add(SELECT).add("key_id = ?", id.text()), row -> key(row, now));
    }

    private static Key key(ResultSet row, Instant now) throws SQLException {
        String parent = row.getString("parent_id");
        Key.Builder key = Key.newBuilder()
                .setName("keys/" + row.getString("key_id"))
                .setDisplayName(row.getString("display_name"))
                .addAllScopes(texts(row, "scopes"))
                .addAllPrograms(texts(row, "programs"))
                .setCreateTime(Timestamps.fromMillis(row.getLong("create_millis")))
                .setRotateTime(Timestamps.fromMillis(row.getLong("rotate_millis")))
                .setCreator(row.getString("creator"))
                .setSecretPrefix(row.getString("secret_prefix"))
                .setRequestsPerSecond(row.getInt("requests_per_second"))
                .setParentKey(parent.isEmpty() ? "" : "keys/" + parent);
        @Nullable Long expires = millis(row, "expire_millis");
        if (expires != null) {
            key.setExpireTime(time(expires));
        }
        @Nullable Long revoked = millis(row, "revoke_millis");
        if (revoked != null) {
            key.setRevokeTime(time(revoked));
        }
        @Nullable Long previous = millis(row, "previous_expire_millis");
        if (previous != null && previous > now.toEpochMilli()) {
            key.setPreviousSecretExpireTime(time(previous));
        }
        return key.setState(state(expires, revoked, now)).build();
    }

    private static KeyState state(@Nullable Long expires, @Nullable Long revoked, Instant now) {
        if (revoked != null) {
            return KeyState.KEY_STATE_REVOKED;
        }
        return expires != null && expires <= now.toEpochMilli()
                ? KeyState.KEY_STATE_EXPIRED
                : KeyState.KEY_STATE_ACTIVE;
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static Timestamp time(long millis) {
        return Timestamps.fromMillis(millis);
    }

    private static @Nullable Long millis(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : millis;
    }
}
