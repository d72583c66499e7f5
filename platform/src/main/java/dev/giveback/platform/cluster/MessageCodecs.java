package dev.giveback.platform.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import com.google.protobuf.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.grpc.StatusRuntimeException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the nodes of one service say to each other, by the names that {@code giveback.cluster.messages} gives. */
final class MessageCodecs {
    private final Map<String, Codec> byName = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    /** Looks at everything that a service's nodes may say. */
    static MessageCodecs of(Config config, ActorSystem<?> system) {
        ActorRefResolver refs = ActorRefResolver.get(system);
        Map<Class<?>, Codec> special = new HashMap<>();
        special.put(
                ActorRef.class,
                Codec.text(Object.class, ref -> refs.toSerializationFormat((ActorRef<?>) ref), refs::resolveActorRef));
        special.put(
                StatusRuntimeException.class,
                new ScalarCodecs.Boxed(
                        ScalarCodecs.bytes(StatusRuntimeException.class, StatusForm::toBytes, StatusForm::ofBytes)));
        config.getStringList("forms").forEach(form -> put(made(form), special));
        return new MessageCodecs(config.getConfig("messages"), new Codecs(special));
    }

    private MessageCodecs(Config messages, Codecs codecs) {
        messages.root().keySet().forEach(name -> {
            Class<?> type = classOf(messages.getString(ConfigUtil.quoteString(name)));
            byName.put(name, codecs.of(type, name));
            names.put(type, name);
        });
    }

    private static <T> void put(StoredForm<T> form, Map<Class<?>, Codec> special) {
        Codec codec = ScalarCodecs.bytes(form.type(), form::toBytes, form::ofBytes);
        // What was not sent is nothing, and no form of no bytes.
        special.put(form.type(), new ScalarCodecs.Boxed(codec));
    }

    /** The name of what this message is. */
    String nameOf(Class<?> message) {
        for (Map.Entry<Class<?>, String> entry : names.entrySet()) {
            if (entry.getKey().isAssignableFrom(message)) {
                return entry.getValue();
            }
        }
        throw new UnreadableMessageException(message.getName() + " (expected: one of " + byName.keySet() + ")");
    }

    byte[] write(Object message) {
        WireOutput out = new WireOutput();
        of(nameOf(message.getClass())).write(message, out);
        return out.toByteArray();
    }

    Object read(String name, byte[] bytes) {
        WireInput in = new WireInput(bytes);
        Codec codec = of(name);
        try {
            return codec.read(in.kind(), in);
        } catch (IllegalArgumentException | DateTimeException unfit) {
            throw new UnreadableMessageException(name + ": " + unfit.getMessage(), unfit);
        }
    }

    private Codec of(String name) {
        Codec codec = byName.get(name);
        if (codec == null) {
            throw new UnreadableMessageException(
                    "message called " + name + " (expected: one that this build knows, of " + byName.keySet() + ")");
        }
        return codec;
    }

    private static StoredForm<?> made(String form) {
        try {
            return (StoredForm<?>) classOf(form).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new UnreadableMessageException(form + " (expected: a public form with a constructor)", e);
        }
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new UnreadableMessageException("class " + name + " (expected: one of this build)", e);
        }
    }

    /** A refusal of another service, as gRPC writes it. */
    private static final class StatusForm {
        static ByteString toBytes(StatusRuntimeException failure) {
            return io.grpc.protobuf.StatusProto.fromThrowable(failure).toByteString();
        }

        static StatusRuntimeException ofBytes(ByteString bytes) {
            try {
                return io.grpc.protobuf.StatusProto.toStatusRuntimeException(com.google.rpc.Status.parseFrom(bytes));
            } catch (com.google.protobuf.InvalidProtocolBufferException damaged) {
                throw new UnreadableMessageException("status: " + damaged.getMessage(), damaged);
            }
        }
    }
}
