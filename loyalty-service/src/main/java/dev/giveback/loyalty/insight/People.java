package dev.giveback.loyalty.insight;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The rows of the customers of one group of events: read together before it and written together after it. */
final class People {
    private static final String READ = """
            SELECT program, customer, revision, owed, leaving_owed, active_days, order_months
            FROM unnest(?::text[], ?::text[]) AS wanted (program, customer)
            JOIN insight_customer USING (program, customer)
            """;

    private static final String READ_LOTS = """
            SELECT program, customer, lot_id, remaining, expires_millis, expires_day, day, month, is_leaving
            FROM unnest(?::text[], ?::text[]) AS wanted (program, customer)
            JOIN insight_lot USING (program, customer)
            """;

    private static final String WRITE = """
            INSERT INTO insight_customer (program, customer, revision, owed, leaving_owed, active_days, order_months)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[])
            ON CONFLICT (program, customer) DO UPDATE SET revision = excluded.revision, owed = excluded.owed,
                leaving_owed = excluded.leaving_owed, active_days = excluded.active_days,
                order_months = excluded.order_months
            """;

    private static final String WRITE_LOTS = """
            INSERT INTO insight_lot (program, customer, lot_id, remaining, expires_millis, expires_day, day, month, is_leaving)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::integer[],
                ?::integer[], ?::boolean[])
            ON CONFLICT (program, customer, lot_id) DO UPDATE SET remaining = excluded.remaining,
                is_leaving = excluded.is_leaving
            """;

    private static final String DELETE_LOTS = """
            DELETE FROM insight_lot AS l
            USING unnest(?::text[], ?::text[], ?::bigint[]) AS gone (program, customer, lot_id)
            WHERE l.program = gone.program AND l.customer = gone.customer AND l.lot_id = gone.lot_id
            """;

    private final Map<Key, Person> people;

    private People(Map<Key, Person> people) {
        this.people = people;
    }

    /** A row of a lot and whose it is. */
    private record Owned(Key key, long id, Lot lot) {}

    /**
     * As they stand in the tables.
     *
     * @param withLots of them, those whose lots are looked at; a customer may have thousands
     */
    static People read(Connection connection, Set<Key> keys, Set<Key> withLots) throws SQLException {
        Map<Key, Person> people = new HashMap<>();
        keys.forEach(key -> people.put(key, Person.unknown(key)));
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            bind(connection, statement, keys);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Person person = person(row);
                    people.put(person.key, person);
                }
            }
        }
        People read = new People(people);
        if (!withLots.isEmpty()) {
            read.readLots(connection, withLots);
        }
        return read;
    }

    private void readLots(Connection connection, Set<Key> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_LOTS)) {
            bind(connection, statement, keys);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    of(new Key(row.getString(1), row.getString(2))).knows(lot(row));
                }
            }
        }
    }

    Person of(Key key) {
        return Objects.requireNonNull(people.get(key), key::toString);
    }

    void write(Connection connection) throws SQLException {
        List<Owned> written = new ArrayList<>();
        List<Owned> gone = new ArrayList<>();
        for (Person person : people.values()) {
            person.toWrite().forEach(lot -> written.add(new Owned(person.key, lot.id(), lot)));
            for (long id : person.toDelete()) {
                gone.add(new Owned(person.key, id, new Lot(id, 0, 0, Lot.NEVER, 0, 0, false)));
            }
        }
        writePeople(connection, people.values());
        writeLots(connection, written);
        deleteLots(connection, gone);
    }

    private static void writePeople(Connection connection, Collection<Person> all) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setArray(1, array(connection, "text", all, person -> person.key.program()));
            statement.setArray(2, array(connection, "text", all, person -> person.key.customer()));
            statement.setArray(3, array(connection, "int8", all, person -> person.revision));
            statement.setArray(4, array(connection, "int8", all, person -> person.owed));
            statement.setArray(5, array(connection, "int8", all, person -> person.leavingOwed));
            statement.setArray(6, bytes(connection, all, person -> person.activeDays.stored()));
            statement.setArray(7, bytes(connection, all, person -> person.orderMonths.stored()));
            statement.executeUpdate();
        }
    }

    private static void writeLots(Connection connection, List<Owned> lots) throws SQLException {
        if (lots.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(WRITE_LOTS)) {
            statement.setArray(
                    1, array(connection, "text", lots, owned -> owned.key().program()));
            statement.setArray(
                    2, array(connection, "text", lots, owned -> owned.key().customer()));
            statement.setArray(3, array(connection, "int8", lots, Owned::id));
            statement.setArray(
                    4, array(connection, "int8", lots, owned -> owned.lot().remaining()));
            statement.setArray(
                    5, array(connection, "int8", lots, owned -> owned.lot().expiresMillis()));
            statement.setArray(
                    6, array(connection, "int4", lots, owned -> owned.lot().expiresDay()));
            statement.setArray(
                    7, array(connection, "int4", lots, owned -> owned.lot().day()));
            statement.setArray(
                    8, array(connection, "int4", lots, owned -> owned.lot().month()));
            statement.setArray(
                    9, array(connection, "bool", lots, owned -> owned.lot().isLeaving()));
            statement.executeUpdate();
        }
    }

    private static void deleteLots(Connection connection, List<Owned> lots) throws SQLException {
        if (lots.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(DELETE_LOTS)) {
            statement.setArray(
                    1, array(connection, "text", lots, owned -> owned.key().program()));
            statement.setArray(
                    2, array(connection, "text", lots, owned -> owned.key().customer()));
            statement.setArray(3, array(connection, "int8", lots, Owned::id));
            statement.executeUpdate();
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, Set<Key> keys) throws SQLException {
        List<Key> inOrder = List.copyOf(keys);
        statement.setArray(1, array(connection, "text", inOrder, Key::program));
        statement.setArray(2, array(connection, "text", inOrder, Key::customer));
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                new Key(row.getString(1), row.getString(2)),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                IntSet.read(row.getBytes(6)),
                IntSet.read(row.getBytes(7)));
    }

    private static Lot lot(ResultSet row) throws SQLException {
        return new Lot(
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8),
                row.getBoolean(9));
    }

    private static <R> Array array(Connection connection, String type, Collection<R> rows, Function<R, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    private static <R> Array bytes(Connection connection, Collection<R> rows, Function<R, byte[]> value)
            throws SQLException {
        return connection.createArrayOf("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }
}
