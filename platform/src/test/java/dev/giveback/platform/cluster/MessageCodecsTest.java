package dev.giveback.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.google.protobuf.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.v1.GetNodeResponse;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** Messages between nodes, of one release and of two that follow each other. */
final class MessageCodecsTest {
    private static final ActorTestKit KIT = ActorTestKit.create(ConfigFactory.parseString("""
            akka.logger-startup-timeout = 60s
            akka.actor.provider = cluster
            akka.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
            """));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    /** What a release says. */
    sealed interface Said {
        record Everything(
                String text,
                long number,
                int small,
                boolean truth,
                double fraction,
                @Nullable Long maybe,
                Instant time,
                Duration duration,
                LocalDate day,
                ZoneId zone,
                Currency currency,
                ByteString bytes,
                Colour colour,
                Optional<String> optional,
                List<Part> parts,
                Set<Integer> numbers,
                Map<String, Part> byName,
                PVector<String> vector,
                PMap<String, Long> map,
                GetNodeResponse message,
                Said within,
                ActorRef<Said> replyTo)
                implements Said {}

        record Part(String name, @Nullable Part inner) {}

        enum Stop implements Said {
            INSTANCE
        }
    }

    enum Colour {
        RED
    }

    /** What the release before said, under the same names. */
    sealed interface Before {
        record Order(String id, long points) implements Before {}
    }

    /** What the release after says. */
    sealed interface After {
        record Order(
                String id,
                long points,
                List<String> notes,
                @Nullable Long limit,
                @Nullable Inner inner,
                String reason) implements After {}

        record Inner(String text, Map<String, List<Long>> numbers) {}

        record Cancel(String id) implements After {}
    }

    /** Something that cannot be written. */
    record Rule(Predicate<String> condition) {}

    private static MessageCodecs codecs(Class<?> type) {
        Config config = ConfigFactory.parseMap(Map.of("messages", Map.of("said", type.getName()), "forms", List.of()));
        return MessageCodecs.of(config, KIT.system());
    }

    @Test
    void aMessageComesAsItWent() {
        TestProbe<Said> probe = KIT.createTestProbe();
        Said.Everything message = new Said.Everything(
                "text ä",
                Long.MIN_VALUE,
                -7,
                true,
                0.1,
                null,
                Instant.ofEpochSecond(1, 999_999_999),
                Duration.ofMillis(1_500),
                LocalDate.EPOCH,
                ZoneId.of("Europe/London"),
                Currency.getInstance("GBP"),
                ByteString.copyFromUtf8("bytes"),
                Colour.RED,
                Optional.of("there"),
                List.of(new Said.Part("a", null), new Said.Part("b", new Said.Part("c", null))),
                Set.of(1, 2),
                Map.of("a", new Said.Part("a", null)),
                TreePVector.from(List.of("x", "y")),
                HashTreePMap.from(Map.of("k", 5L)),
                GetNodeResponse.newBuilder().setVersion("1").build(),
                Said.Stop.INSTANCE,
                probe.ref());
        MessageCodecs codecs = codecs(Said.class);
        Said.Everything came = (Said.Everything) codecs.read(codecs.nameOf(message.getClass()), codecs.write(message));
        assertThat(came).isEqualTo(message);
        came.replyTo().tell(Said.Stop.INSTANCE);
        assertThat(probe.receiveMessage()).isEqualTo(Said.Stop.INSTANCE);
    }

    @Test
    void anOlderNodePassesOverWhatItDoesNotKnow() {
        byte[] bytes = codecs(After.class)
                .write(new After.Order(
                        "A-1", 3, List.of("n"), 9L, new After.Inner("t", Map.of("k", List.of(1L, 2L))), "because"));
        assertThat(codecs(Before.class).read("said", bytes)).isEqualTo(new Before.Order("A-1", 3));
    }

    @Test
    void aNewerNodeFindsWhatWasNotSaidEmpty() {
        byte[] bytes = codecs(Before.class).write(new Before.Order("A-1", 3));
        assertThat(codecs(After.class).read("said", bytes))
                .isEqualTo(new After.Order("A-1", 3, List.of(), null, null, ""));
    }

    @Test
    void aKindOrANameThatIsNotKnownIsRefusedAndNotGuessed() {
        byte[] bytes = codecs(After.class).write(new After.Cancel("A-1"));
        MessageCodecs older = codecs(Before.class);
        assertThatThrownBy(() -> older.read("said", bytes))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("Cancel");
        assertThatThrownBy(() -> older.read("sung", bytes))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("sung");
    }

    @Test
    void bytesThatAreCutOffAreRefused() {
        MessageCodecs codecs = codecs(After.class);
        byte[] bytes = codecs.write(
                new After.Order("A-1", 3, List.of("n"), 9L, new After.Inner("t", Map.of("k", List.of(1L))), "because"));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codecs.read("said", cut)).isInstanceOf(UnreadableMessageException.class);
        }
    }

    @Test
    void aRefusalOfAnotherServiceKeepsItsDetails() {
        StatusRuntimeException refusal = CallFailure.unknownOutcome("loyalty.giveback.dev");
        MessageCodecs codecs = codecs(Failed.class);
        Failed came = (Failed) codecs.read("said", codecs.write(new Failed(refusal)));
        assertThat(io.grpc.protobuf.StatusProto.fromThrowable(came.failure()))
                .isEqualTo(io.grpc.protobuf.StatusProto.fromThrowable(refusal));
    }

    /** With a refusal in it. */
    record Failed(StatusRuntimeException failure) {}

    @Test
    void whatCannotBeWrittenIsFoundBeforeItIsSent() {
        assertThatThrownBy(() -> codecs(Rule.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("condition");
    }
}
