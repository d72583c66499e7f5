package dev.giveback.feedback.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Effects of a group of events, sent together: one round trip a kind, the kinds in the order in which they are declared. Those of one customer
 * keep their order, because a second event of a customer sends off what is gathered.
 */
final class EffectBatch implements AutoCloseable {
    private final Connection connection;
    private final Map<Effect, PreparedStatement> statements = new EnumMap<>(Effect.class);
    private final Map<Effect.Counted, Long> counts = new EnumMap<>(Effect.Counted.class);
    private final Set<Effect> gathered = EnumSet.noneOf(Effect.class);
    private final Set<String> persistenceIds = new HashSet<>();

    EffectBatch(Connection connection) {
        this.connection = connection;
    }

    /** An event begins. */
    void next(String persistenceId) throws SQLException {
        if (!persistenceIds.add(persistenceId)) {
            send();
            persistenceIds.add(persistenceId);
        }
    }

    /** Something that the event does. No effect of an event may need another one of the same event. */
    void add(Effect effect, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(effect);
        if (statement == null) {
            statement = connection.prepareStatement(effect.sql());
            statements.put(effect, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
        gathered.add(effect);
    }

    /** An array of texts, as a value. */
    Object texts(List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** An array of bytes, as a value. */
    Object bytes(List<byte[]> bytes) throws SQLException {
        return connection.createArrayOf("bytea", bytes.toArray(byte[][]::new));
    }

    /** Sends off what is gathered. */
    void send() throws SQLException {
        for (Effect effect : gathered) {
            for (int rows : statement(effect).executeBatch()) {
                int changed = rows == Statement.SUCCESS_NO_INFO ? 1 : rows;
                if (effect.isExact() && changed != 1) {
                    throw new IllegalStateException(effect + ": changed " + changed
                            + " rows (expected: 1); the read model does not fit the journal");
                }
                counts.merge(effect.counted(), (long) changed * effect.sign(), Long::sum);
            }
        }
        gathered.clear();
        persistenceIds.clear();
    }

    private PreparedStatement statement(Effect effect) {
        PreparedStatement statement = statements.get(effect);
        if (statement == null) {
            throw new IllegalStateException("effect: " + effect + " (expected: one that was gathered)");
        }
        return statement;
    }

    /** Rows that came and went, by table. */
    Map<Effect.Counted, Long> counts() {
        return counts;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }
}
