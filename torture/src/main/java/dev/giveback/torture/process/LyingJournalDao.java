package dev.giveback.torture.process;

import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * A planted fault: a journal that says "stored" two seconds before it stores. The plugin makes it by reflection from the name in
 * {@code jdbc-journal.dao}, which fixes the constructor's shape.
 */
final class LyingJournalDao extends DefaultJournalDao {
    private static final Executor LATER = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);

    LyingJournalDao(
            JdbcBackend.DatabaseDef database,
            JdbcProfile profile,
            JournalConfig config,
            Serialization serialization,
            ExecutionContext executionContext,
            Materializer materializer) {
        super(database, profile, config, serialization, executionContext, materializer);
    }

    /** What makes a Giveback that is started use it: a file that is laid over the one of the same name. */
    static GivebackProcess.Changes planted(Path scratch) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("lying-journal"));
        Files.writeString(
                folder.resolve("giveback-journal.conf"),
                "jdbc-journal.dao = \"" + LyingJournalDao.class.getName() + "\"\n");
        return new GivebackProcess.Changes(folder.toString(), Map.of());
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
        LATER.execute(() -> super.asyncWriteMessages(messages));
        return Future.successful(
                CollectionConverters.<Try<BoxedUnit>>asScala(List.of()).toList());
    }
}
