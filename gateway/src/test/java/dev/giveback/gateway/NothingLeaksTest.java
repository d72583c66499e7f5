package dev.giveback.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.ByteString;
import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.Key;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.OpenInvitationRequest;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Personal data and secrets are planted in calls of every outcome, and looked for in what the gateway logs, measures, refuses with, and records. */
final class NothingLeaksTest {
    private static final String PERSONAL = "zebra-lovelace";
    private static final List<String> SECRETS = List.of("WRONG-zebra-code", "zebra-token", PERSONAL);

    private final Door door = new Door();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("dev.giveback");
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void listen() {
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void close() throws Exception {
        root.detachAppender(log);
        root.setLevel(null);
        door.close();
    }

    @Test
    void whateverComesOfACallNothingOfItIsTold() {
        String admin = door.guard().adminSecret();
        String own = door.guard().key(Key.newBuilder().addScopes("*").addPrograms("programs/own"));
        String none = door.guard().key(Key.newBuilder().addScopes("recommend").addPrograms("*"));
        String unknown = door.guard().newSecret();
        List<String> keys = List.of(admin, own, none, unknown);
        for (String key : keys) {
            calls().forEach((method, request) -> call(method, key, request));
        }
        door.backend().ending((method, trailers) -> Status.UNAVAILABLE.withDescription("/10.0.0.1:99"));
        calls().forEach((method, request) -> call(method, admin, request));
        door.guard().refusingActs(true);
        calls().forEach((method, request) -> call(method, admin, request));
        door.guard().down(true);
        calls().forEach((method, request) -> call(method, unknown, request));

        door.guard().entries().forEach(entry -> seen.add(entry.toString()));
        log.list.forEach(event -> seen.add(event.getFormattedMessage() + trace(event.getThrowableProxy())));
        seen.add(door.metrics());

        assertThat(seen).hasSizeGreaterThan(30);
        List<String> planted = new ArrayList<>(SECRETS);
        keys.forEach(key -> planted.add(key.substring(16)));
        for (String text : seen) {
            assertThat(text).doesNotContain(planted);
        }
    }

    @Test
    void aLineThatTellsWouldBeFound() {
        LoggerFactory.getLogger("dev.giveback.planted").debug("called by {}", PERSONAL);

        assertThat(log.list.get(0).getFormattedMessage()).contains(PERSONAL);
    }

    private static Map<MethodDescriptor<?, ?>, byte[]> calls() {
        String ada = "programs/shop/customers/ada";
        return Map.of(
                PointsServiceGrpc.getAdjustPointsMethod(),
                AdjustPointsRequest.newBuilder()
                        .setCustomer(ada)
                        .setPoints(5)
                        .setReason(PERSONAL)
                        .build()
                        .toByteArray(),
                CustomerServiceGrpc.getUpdateProfileMethod(),
                UpdateProfileRequest.newBuilder()
                        .setCustomer(ada)
                        .setProfile(Profile.newBuilder().setEmail(PERSONAL + "@example.com"))
                        .build()
                        .toByteArray(),
                CodeServiceGrpc.getClaimCodeMethod(),
                ClaimCodeRequest.newBuilder()
                        .setCustomer(ada)
                        .setCode("WRONG-zebra-code")
                        .build()
                        .toByteArray(),
                AnswerServiceGrpc.getOpenInvitationMethod(),
                OpenInvitationRequest.newBuilder()
                        .setToken("zebra-token")
                        .build()
                        .toByteArray(),
                AccessServiceGrpc.getCreateKeyMethod(),
                CreateKeyRequest.newBuilder().setRequestId("r").build().toByteArray(),
                // No message, with a name in it.
                CustomerServiceGrpc.getGetProfileMethod(),
                ByteString.copyFromUtf8("\nÿ" + PERSONAL).toByteArray());
    }

    private void call(MethodDescriptor<?, ?> method, String key, byte[] request) {
        Door.End end = door.call(method, "Bearer " + key, request);
        seen.add(end.status() + " " + end.details());
    }

    private static String trace(@Nullable IThrowableProxy thrown) {
        return thrown == null ? "" : thrown.getClassName() + ": " + thrown.getMessage() + trace(thrown.getCause());
    }
}
