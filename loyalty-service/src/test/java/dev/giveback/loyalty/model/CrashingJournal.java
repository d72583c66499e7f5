package dev.giveback.loyalty.model;

import akka.persistence.AtomicWrite;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import com.typesafe.config.Config;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * The in-memory journal of Akka's test kit, which can fail a write before it is stored or after. It extends that journal, because
 * Akka makes its journals by class name; for the same reason a test reaches it through a static field.
 */
public final class CrashingJournal extends PersistenceTestKitPlugin {
    private static final AtomicReference<@Nullable Crash> NEXT = new AtomicReference<>();

    /** Where in a write the crash comes. */
    enum Moment {
        BEFORE_STORING,
        AFTER_STORING
    }

    /** One crash that is to come, and the sign that it has. */
    record Crash(Moment moment, CompletableFuture<Moment> happened) {}

    /** Made by Akka. */
    public CrashingJournal(Config config, String path) {
        super(config, path);
    }

    /** Fails the next write; the stage completes when it has. */
    static CompletableFuture<Moment> crashNextWrite(Moment moment) {
        CompletableFuture<Moment> happened = new CompletableFuture<>();
        NEXT.set(new Crash(moment, happened));
        return happened;
    }

    /** Fails nothing any more. */
    static void crashNoMore() {
        NEXT.set(null);
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
        Crash crash = NEXT.getAndSet(null);
        if (crash == null) {
            return super.asyncWriteMessages(messages);
        }
        CompletionStage<?> stored = crash.moment() == Moment.BEFORE_STORING
                ? CompletableFuture.completedFuture(BoxedUnit.UNIT)
                : FutureConverters.asJava(super.asyncWriteMessages(messages));
        CompletionStage<Seq<Try<BoxedUnit>>> failing = stored.thenCompose(any -> {
            crash.happened().complete(crash.moment());
            return CompletableFuture.failedFuture(new IllegalStateException("crashed " + crash.moment()));
        });
        return FutureConverters.asScala(failing);
    }
}
