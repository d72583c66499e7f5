package dev.giveback.feedback.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.feedback.RunningFeedback;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.platform.v1.ListNodeProjectionsRequest;
import dev.giveback.platform.v1.SetProjectionPausedRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers of loyalty-service's feed are listed, and can be paused. */
final class PausedFeedsTest {
    private static final long LONG_ENOUGH_MILLIS = Duration.ofMillis(1_500).toMillis();

    private Hooked hooked;
    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        // What the test waits for is not how quickly an actor answers.
        hooked = Hooked.start(Map.of("giveback.feedback.service-timeout", "15s"));
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        hooked.close();
        receiver.close();
    }

    private List<Projection> list() {
        return hooked.running()
                .node()
                .listNodeProjections(ListNodeProjectionsRequest.getDefaultInstance())
                .getProjectionsList();
    }

    private Projection webhooks() {
        return list().getLast();
    }

    private Projection pause(String name, boolean paused) {
        return hooked.running()
                .node()
                .setProjectionPaused(SetProjectionPausedRequest.newBuilder()
                        .setProjection(name)
                        .setPaused(paused)
                        .build())
                .getProjection();
    }

    private long ask(String sql) {
        try (Connection connection = hooked.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nobody holds the lock of those who read for webhooks: whoever takes it next looks first whether they may read. */
    private boolean nobodyReads() {
        return ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 8172014") == 0;
    }

    @Test
    void allOfThemAreListedAndOneThatIsNotThereIsRefused() {
        assertThat(list())
                .extracting(Projection::getName)
                .containsExactly("contact-directory", "occasions", "webhooks");
        assertThatThrownBy(() -> pause("nothing", true)).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void aFeedThatIsPausedRestsOverARestartAndMissesNothing() throws Exception {
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        RunningFeedback.await(() -> receiver.calls().size() == 1);

        assertThat(pause("webhooks", true).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
        assertThat(pause("webhooks", true).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
        RunningFeedback.await(this::nobodyReads);
        hooked.earn("ben");
        Thread.sleep(LONG_ENOUGH_MILLIS);
        hooked.stop();
        hooked.restart();
        hooked.earn("cleo");
        Thread.sleep(LONG_ENOUGH_MILLIS);
        assertThat(receiver.calls()).hasSize(1);
        assertThat(webhooks().getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);

        pause("webhooks", false);
        RunningFeedback.await(() -> receiver.calls().size() == 3);
        assertThat(receiver.calls())
                .extracting(Receiver.Call::customer)
                .containsExactlyInAnyOrder("anna", "ben", "cleo");
        RunningFeedback.await(() -> webhooks().getState() == ProjectionState.PROJECTION_STATE_RUNNING
                && !webhooks().hasLagTime());
        assertThat(webhooks().getPlace()).isNotEmpty();
    }

    @Test
    void howLongOneIsBehindIsTold() throws Exception {
        hooked.live("crm", receiver.url(), webhook -> webhook);
        RunningFeedback.await(() ->
                ask("SELECT count(*) FROM feedback.feed_standing WHERE reader = 'webhooks' AND current_millis > 0")
                        == 1);
        pause("webhooks", true);
        RunningFeedback.await(this::nobodyReads);
        try (Connection connection = hooked.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE feedback.feed_standing SET current_millis = current_millis - 120000");
        }

        assertThat(webhooks().getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
        assertThat(webhooks().getLagTime().getSeconds()).isGreaterThanOrEqualTo(120);
        assertThat(webhooks().hasLagEvents()).isFalse();
        hooked.shop().close();
        pause("webhooks", false);
        RunningFeedback.await(() -> webhooks().getState() == ProjectionState.PROJECTION_STATE_BEHIND);
    }
}
