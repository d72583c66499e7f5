package dev.giveback.loyalty;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Iterator;

/** Adds up what each customer's orders earned, in a table of its own: every event once, however often this process is killed. */
public final class EventConsumer {
    private EventConsumer() {}

    /** Takes the address of a Giveback and a JDBC URL; it does not end by itself. */
    public static void main(String[] arguments) throws Exception {
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(arguments[0]).usePlaintext().build();
        try (Connection database = DriverManager.getConnection(arguments[1])) {
            database.setAutoCommit(false);
            while (true) {
                try {
                    follow(channel, database);
                } catch (StatusRuntimeException interrupted) {
                    // A node that stops or restarts sends its readers away; whoever resumes misses nothing.
                    database.rollback();
                    Thread.sleep(1_000);
                }
            }
        }
    }

    // quoted from here
    static void follow(ManagedChannel channel, Connection database) throws Exception {
        PreparedStatement position = database.prepareStatement("SELECT token FROM consumer_position");
        PreparedStatement moved = database.prepareStatement("UPDATE consumer_position SET token = ?");
        PreparedStatement effect = database.prepareStatement("INSERT INTO earned (customer, points) VALUES (?, ?) "
                + "ON CONFLICT (customer) DO UPDATE SET points = earned.points + excluded.points");
        ResultSet stored = position.executeQuery();
        stored.next();
        Iterator<TailEventsResponse> events = JournalServiceGrpc.newBlockingStub(channel)
                .tailEvents(TailEventsRequest.newBuilder()
                        .setResumeToken(stored.getString(1))
                        .addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT)
                        .build());
        while (events.hasNext()) {
            TailEventsResponse event = events.next();
            if (!event.getCustomer().isEmpty()) {
                CustomerEvent what = CustomerEvent.parseFrom(event.getEvent());
                effect.setString(1, event.getCustomer());
                effect.setLong(2, what.getCheckoutCompleted().getPointsEarned());
                effect.executeUpdate();
            }
            // The place and the effect are stored together or not at all: that is what makes it exactly once.
            moved.setString(1, event.getResumeToken());
            moved.executeUpdate();
            database.commit();
        }
    }
    // quoted to here
}
