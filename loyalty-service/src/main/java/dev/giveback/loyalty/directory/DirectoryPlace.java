package dev.giveback.loyalty.directory;

import dev.giveback.platform.feed.FeedException;
import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the projection goes on: at the marker, for which it waits while the directory is lost. */
record DirectoryPlace(DataSource tables) implements Supplier<FeedOffset> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public FeedOffset get() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            DirectoryMarker marker = marker();
            if (marker != null && !marker.isLost()) {
                return marker.offset();
            }
            pause();
        } while (System.nanoTime() < end);
        throw new FeedException("the directory is lost and being rebuilt; it is waited for", null);
    }

    private @Nullable DirectoryMarker marker() {
        try (Connection connection = tables.getConnection()) {
            return DirectoryMarker.read(connection);
        } catch (SQLException e) {
            throw new FeedException("the place of the directory could not be read", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedException("interrupted", e);
        }
    }
}
