package dev.giveback.loyalty.insight;

import dev.giveback.loyalty.insight.FiguresCheck.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** What an admin may do with the figures: compare them, and have them counted anew. */
public final class FiguresRebuild {
    private final DataSource source;
    private final Executor blocking;
    private final Supplier<CompletionStage<Boolean>> restart;

    /**
     * Over the tables of the figures and the customers' read model.
     *
     * @param source connections that admins may keep busy
     * @param blocking whose threads may take their time
     * @param restart has the projection begin where its tables say
     */
    public FiguresRebuild(DataSource source, Executor blocking, Supplier<CompletionStage<Boolean>> restart) {
        this.source = source;
        this.blocking = blocking;
        this.restart = restart;
    }

    CompletionStage<Outcome> check() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new FiguresCheck(source).run();
                    } catch (SQLException failed) {
                        throw new CompletionException(failed);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(interrupted);
                    }
                },
                blocking);
    }

    /** Has them counted anew; nothing is answered from now on until they are. */
    CompletionStage<Boolean> begin() {
        return CompletableFuture.runAsync(this::lose, blocking).thenCompose(lost -> restart.get());
    }

    private void lose() {
        try (Connection connection = source.getConnection()) {
            InsightMarker.lose(connection);
        } catch (SQLException failed) {
            throw new CompletionException(failed);
        }
    }
}
