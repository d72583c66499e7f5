package dev.giveback.feedback.feed;

import dev.giveback.feedback.customers.Birthday;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.customers.Person;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.feedback.occasions.OccasionTable;
import dev.giveback.feedback.occasions.SourcePlans;
import dev.giveback.platform.tail.FeedProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Birthdays of profiles. The feed tells only that a profile has changed, because what it says is sealed: so the profile is asked for, a few
 * at a time, and again a day after each birthday. What is kept is the date of the next one and nothing else.
 */
final class Birthdays {
    private static final int AT_ONCE = 32;
    private static final Duration DAY = Duration.ofDays(1);

    private static final String ASK = """
            INSERT INTO birthday_look (program, customer, look_millis) VALUES (?, ?, ?)
            ON CONFLICT (program, customer) DO UPDATE SET look_millis = excluded.look_millis
            """;
    private static final String DUE =
            "SELECT program, customer FROM birthday_look WHERE look_millis <= ? ORDER BY look_millis LIMIT ?";
    private static final String DONE = "DELETE FROM birthday_look WHERE program = ? AND customer = ?";
    private static final String DROP = "DELETE FROM occasion WHERE program = ? AND customer = ? AND kind = 8";

    private final Loyalty loyalty;

    Birthdays(Loyalty loyalty) {
        this.loyalty = loyalty;
    }

    /** The profile of this customer is to be asked for. */
    static void ask(Connection connection, CustomerId customer, Instant when) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ASK)) {
            statement.setString(1, customer.program());
            statement.setString(2, customer.customer());
            statement.setLong(3, when.toEpochMilli());
            statement.executeUpdate();
        }
    }

    /** Asks for profiles that are to be asked for, and plans what their birthdays are the occasion of. */
    void look(FeedProgress progress, SourcePlans plans, Map<String, Outreach> outreaches, Instant now)
            throws SQLException, InterruptedException {
        List<CustomerId> due = due(progress.connection(), now);
        if (due.isEmpty()) {
            return;
        }
        List<Future<Optional<Person>>> asked;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = threads.invokeAll(due.stream()
                    .map(customer -> (Callable<Optional<Person>>) () -> loyalty.profile(customer))
                    .toList());
        }
        progress.together(connection -> {
            for (int at = 0; at < due.size(); at++) {
                write(connection, due.get(at), asked.get(at), plans, outreaches, now);
            }
        });
    }

    private static List<CustomerId> due(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setLong(1, now.toEpochMilli());
            statement.setInt(2, AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                List<CustomerId> due = new ArrayList<>();
                while (row.next()) {
                    due.add(new CustomerId(row.getString(1), row.getString(2)));
                }
                return due;
            }
        }
    }

    private static void write(
            Connection connection,
            CustomerId customer,
            Future<Optional<Person>> asked,
            SourcePlans plans,
            Map<String, Outreach> outreaches,
            Instant now)
            throws SQLException {
        if (asked.state() != Future.State.SUCCESS) {
            // Without an answer it is asked again.
            ask(connection, customer, now.plus(Duration.ofSeconds(10)));
            return;
        }
        Person person = asked.resultNow().orElse(null);
        Birthday birthday =
                person == null ? null : Birthday.of(person.birthDate()).orElse(null);
        if (person == null || birthday == null) {
            update(connection, DROP, customer);
            update(connection, DONE, customer);
            return;
        }
        LocalDate next = birthday.next(now, person.zone());
        Instant time = Birthday.time(next, person.zone());
        // The year alone is what a decision tells, and one year has one birthday, whatever the profile says next.
        String year = Integer.toString(next.getYear());
        KnownOccasion known =
                KnownOccasion.plain(customer, new Occasion(OccasionKind.BIRTHDAY, year, time, OrderFacts.NONE), now);
        Outreach outreach = outreaches.get(customer.program());
        if (OccasionTable.put(connection, known) && outreach != null) {
            plans.plan(connection, known, outreach, now);
        }
        ask(connection, customer, time.plus(DAY));
    }

    private static void update(Connection connection, String sql, CustomerId customer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, customer.program());
            statement.setString(2, customer.customer());
            statement.executeUpdate();
        }
    }
}
