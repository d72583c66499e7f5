package dev.giveback.access;

import dev.giveback.access.actor.KeyReply;
import dev.giveback.access.actor.Keys;
import dev.giveback.access.domain.KeyCommand;
import dev.giveback.access.secrets.DrawnSecret;
import dev.giveback.access.secrets.FirstKey;
import dev.giveback.access.secrets.Secrets;
import dev.giveback.platform.lifecycle.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it at the start that there is a key, because without one nobody could make any. */
final class OperatorKey {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorKey.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ONE_ASK = Duration.ofSeconds(10);

    private final AccessSettings settings;
    private final Keys keys;
    private final Secrets secrets;
    private final InstantSource clock;

    OperatorKey(AccessSettings settings, Keys keys, Secrets secrets, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Makes the key if there is none, and gives the file with its secret then.
     *
     * @throws StartupException when there is no key and no file to put one in
     */
    Optional<Path> ensure() {
        awaitKeys();
        Optional<FirstKey> file = settings.operatorKeyFile().map(FirstKey::new);
        if (file.isPresent() && isFinished(file.get())) {
            file.get().putInPlace();
            return Optional.of(file.get().file());
        }
        if (!settings.operatorKeyAgain() && areThereKeys()) {
            return Optional.empty();
        }
        FirstKey first = file.orElseThrow(() -> new StartupException(
                "setting giveback.access.operator-key.file: not given (expected: a file for the first key's secret,"
                        + " GIVEBACK_OPERATOR_KEY_FILE, because there is no key yet)"));
        return make(first) ? Optional.of(first.file()) : Optional.empty();
    }

    /** The keys may be in a journal that takes long to be read, because the machine or the database is busy; that is no reason to give the start up. */
    private void awaitKeys() {
        long end = System.nanoTime() + settings.startLimit().toNanos();
        while (true) {
            try {
                var unused = keys.count(ONE_ASK).toCompletableFuture().join();
                return;
            } catch (CompletionException failed) {
                if (!(failed.getCause() instanceof TimeoutException) || System.nanoTime() > end) {
                    throw new StartupException(
                            "the keys could not be read from the database within "
                                    + settings.startLimit().toSeconds() + " s (giveback.access.start-limit)",
                            failed);
                }
                LOG.info("The journal of keys is not read yet; the start waits for it.");
            }
        }
    }

    /** Whether the key was made here; two nodes may start at once, and the first one counts. */
    private boolean make(FirstKey file) {
        DrawnSecret drawn = secrets.draw();
        file.putAside(drawn);
        KeyCommand command = new KeyCommand.CreateOperatorKey(
                drawn.id(), drawn.stored(clock.instant()), settings.operatorKeyAgain());
        if (answer(keys.decide(command, PATIENCE)) instanceof KeyReply.Recorded) {
            file.putInPlace();
            return true;
        }
        file.discard();
        return false;
    }

    /** A start that died may have recorded the key and not put its secret in its place. */
    private boolean isFinished(FirstKey file) {
        return file.aside()
                .filter(secret -> answer(keys.find(secret.id(), PATIENCE)) instanceof KeyReply.Found)
                .isPresent();
    }

    private boolean areThereKeys() {
        return answer(keys.count(PATIENCE)) instanceof KeyReply.Counted counted && counted.keys() > 0;
    }

    private static KeyReply answer(CompletionStage<KeyReply> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw new StartupException("the keys cannot be read", failed);
        }
    }
}
