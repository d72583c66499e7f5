package dev.giveback.platform.cluster;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializerWithStringManifest;
import com.typesafe.config.Config;
import java.io.NotSerializableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what nodes of one service say to each other: a list of names and values, of which a reader takes what it knows, so that nodes of two
 * releases understand each other. Nothing of this is stored. Which messages there are stands in the service's settings, at
 * {@code giveback.cluster}.
 */
public final class NodeMessageSerializer extends SerializerWithStringManifest {
    /** Never given to another serializer. */
    public static final int IDENTIFIER = 8190;

    private final Supplier<MessageCodecs> codecs;

    /** Made by Akka. */
    public NodeMessageSerializer(ExtendedActorSystem system) {
        codecs = new Lazily<>(() ->
                MessageCodecs.of(system.settings().config().getConfig("giveback.cluster"), Adapter.toTyped(system)));
    }

    /**
     * Looks whether everything that a service's nodes may say can be written, as is else found when the first message is; for its tests.
     *
     * @param cluster the settings at {@code giveback.cluster}
     */
    public static void check(Config cluster, ActorSystem<?> system) {
        var unused = MessageCodecs.of(cluster, system);
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return codecs.get().nameOf(message.getClass());
    }

    @Override
    public byte[] toBinary(Object message) {
        return codecs.get().write(message);
    }

    /** What cannot be read is lost, and said in the log; whoever waits for an answer asks again. */
    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return codecs.get().read(manifest, bytes);
        } catch (UnreadableMessageException unreadable) {
            NotSerializableException told = new NotSerializableException(unreadable.getMessage());
            told.initCause(unreadable);
            throw told;
        }
    }

    /** Looked at when the first message comes, because a cluster of one has none. */
    private static final class Lazily<T> implements Supplier<T> {
        private final Supplier<T> make;
        private volatile @Nullable T made;

        Lazily(Supplier<T> make) {
            this.make = make;
        }

        @Override
        public T get() {
            @Nullable T there = made;
            if (there == null) {
                synchronized (this) {
                    there = made;
                    if (there == null) {
                        there = make.get();
                        made = there;
                    }
                }
            }
            return there;
        }
    }
}
