package dev.giveback.platform.journal;

import akka.actor.ActorSystem;
import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.config.BaseDaoConfig;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import com.typesafe.config.Config;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The plugin's own access to the journal, except that it writes by {@link GroupCommitWriter}. It reads as before.
 *
 * <p>The plugin makes it by reflection from the name in {@code jdbc-journal.dao}, which fixes the constructor's shape.
 */
final class GroupCommitJournalDao extends DefaultJournalDao {
    private final JournalRowEncoder encoder;
    private final GroupCommitWriter writer;

    GroupCommitJournalDao(
            JdbcBackend.DatabaseDef database,
            JdbcProfile profile,
            JournalConfig config,
            Serialization serialization,
            ExecutionContext executionContext,
            Materializer materializer) {
        super(database, profile, config, serialization, executionContext, materializer);
        ActorSystem system = materializer.system();
        this.encoder = new JournalRowEncoder(serialization);
        this.writer = new GroupCommitWriter(
                database.source()::createConnection,
                system.dispatchers().lookup("giveback.journal.writer-dispatcher"),
                limits(config.daoConfig(), system.settings().config()),
                batch -> system.eventStream().publish(batch));
    }

    private static GroupCommitWriter.Limits limits(BaseDaoConfig dao, Config system) {
        return new GroupCommitWriter.Limits(
                dao.bufferSize(),
                dao.batchSize(),
                system.getBytes("giveback.journal.batch-bytes"),
                dao.parallelism(),
                system.getDuration("giveback.journal.gather"));
    }

    /**
     * Serializes on the caller's thread and hands over. The future fails when the rows were refused, as when another writer
     * was first, and also when the connection broke, in which case they may be stored: the actor restarts and reads again.
     */
    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
        JournalWrite write = encoder.encode(messages);
        if (write.rows().isEmpty()) {
            write.succeed();
        } else {
            writer.submit(write);
        }
        return write.outcome();
    }
}
