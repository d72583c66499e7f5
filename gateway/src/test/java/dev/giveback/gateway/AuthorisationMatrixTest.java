package dev.giveback.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import dev.giveback.access.v1.Key;
import dev.giveback.options.v1.Access;
import dev.giveback.options.v1.AccessRule;
import dev.giveback.testkit.TestGuard;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every routed method with every kind of caller. The rules are read anew from the protos here, and what is refused must not have reached a service. */
final class AuthorisationMatrixTest {
    private static final String OWN = "programs/own";
    private static final String FOREIGN = "programs/foreign";

    private static Door door;
    private static String expired;
    private static String revoked;
    private static String otherSecret;

    @BeforeAll
    static void open() {
        door = new Door();
        expired = door.guard().key(all().setExpireTime(seconds(Instant.now().minusSeconds(1))));
        revoked = door.guard().key(all().setRevokeTime(seconds(Instant.now().minusSeconds(1))));
        String known = door.guard().key(all());
        // The id of a key that is there, and a secret that is not its own.
        otherSecret = known.substring(0, 16) + "A".repeat(43);
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    static List<MethodDescriptor<?, ?>> methods() {
        List<MethodDescriptor<?, ?>> methods = new ArrayList<>();
        Route.ALL.forEach(route -> methods.addAll(route.service().getMethods()));
        return methods;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void nobodyCallsWithoutAKeyThatIsAccepted(MethodDescriptor<?, ?> method) {
        byte[] request = naming(method, OWN);

        assertThat(refused(method, "", request)).isEqualTo("UNAUTHENTICATED KEY_REQUIRED");
        assertThat(refused(method, "Basic YTpi", request)).isEqualTo("UNAUTHENTICATED KEY_REQUIRED");
        assertThat(refused(method, "Bearer nonsense", request)).isEqualTo("UNAUTHENTICATED KEY_UNKNOWN");
        assertThat(refused(method, "Bearer " + door.guard().newSecret(), request))
                .isEqualTo("UNAUTHENTICATED KEY_UNKNOWN");
        assertThat(refused(method, "Bearer " + otherSecret, request)).isEqualTo("UNAUTHENTICATED KEY_UNKNOWN");
        assertThat(refused(method, "Bearer " + expired, request)).isEqualTo("UNAUTHENTICATED KEY_EXPIRED");
        assertThat(refused(method, "Bearer " + revoked, request)).isEqualTo("UNAUTHENTICATED KEY_REVOKED");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void aKeyWithEveryOtherScopeIsRefused(MethodDescriptor<?, ?> method) {
        AccessRule rule = rule(method);
        TreeSet<String> others = new TreeSet<>();
        methods().forEach(other -> others.add(rule(other).getScope()));
        others.remove(rule.getScope());
        String secret = door.guard().key(Key.newBuilder().addAllScopes(others).addPrograms("*"));

        if (rule.getScope().equals("any")) {
            assertThat(passed(method, secret, naming(method, OWN))).isEqualTo("OK");
        } else {
            assertThat(refused(method, "Bearer " + secret, naming(method, OWN)))
                    .isEqualTo("PERMISSION_DENIED SCOPE_MISSING");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void aKeyOfOneProgramReachesThatOneAlone(MethodDescriptor<?, ?> method) {
        AccessRule rule = rule(method);
        String secret =
                door.guard().key(Key.newBuilder().addScopes(rule.getScope()).addPrograms(OWN));
        byte[] nothing = {};

        if (rule.getWholeInstallation()) {
            assertThat(refused(method, "Bearer " + secret, nothing)).isEqualTo("PERMISSION_DENIED ALL_PROGRAMS_NEEDED");
        } else if (rule.getNoTenant() || !rule.getCapability().isEmpty()) {
            assertThat(passed(method, secret, nothing)).isEqualTo("OK");
        } else {
            assertThat(passed(method, secret, naming(method, OWN))).isEqualTo("OK");
            assertThat(refused(method, "Bearer " + secret, naming(method, FOREIGN)))
                    .isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
            eachFieldAlone(method, secret);
            if (rule.getProgramList().isEmpty()) {
                assertThat(refused(method, "Bearer " + secret, nothing))
                        .isEqualTo("PERMISSION_DENIED ALL_PROGRAMS_NEEDED");
            } else {
                assertThat(passed(method, secret, nothing)).isEqualTo("OK");
                assertThat(last()).isEqualTo(listing(method, OWN));
            }
        }
    }

    /** One foreign name among names of one's own is enough. */
    private void eachFieldAlone(MethodDescriptor<?, ?> method, String secret) {
        for (String field : fields(method)) {
            DynamicMessage.Builder request =
                    DynamicMessage.newBuilder(schema(method).getInputType());
            fields(method).forEach(path -> put(request, path, path.equals(field) ? FOREIGN : OWN));
            assertThat(refused(method, "Bearer " + secret, request.build().toByteArray()))
                    .describedAs(field)
                    .isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void theRightKeyReachesTheServiceWhichLearnsWhoCallsAndNotTheSecret(MethodDescriptor<?, ?> method) {
        String secret = door.guard()
                .key(Key.newBuilder().addScopes(rule(method).getScope()).addPrograms("*"));

        assertThat(passed(method, secret, naming(method, FOREIGN))).isEqualTo("OK");
        // The gateway itself may have read before and after.
        var headers = door.backend().reached().stream()
                .filter(reached -> reached.method().equals(method.getFullMethodName()))
                .toList()
                .getLast()
                .headers();
        assertThat(headers.toString())
                .contains("giveback-principal=keys/" + TestGuard.idOf(secret))
                .doesNotContain("authorization");
        assertThat(headers.keys().contains("giveback-caller-bin"))
                .isEqualTo(method.getFullMethodName().startsWith("giveback.access."));
    }

    private static String refused(MethodDescriptor<?, ?> method, String authorization, byte[] request) {
        int before = door.backend().reached().size();
        String end = door.call(method, authorization, request).text();
        assertThat(door.backend().reached())
                .describedAs("what reached a service")
                .hasSize(before);
        return end;
    }

    private static String passed(MethodDescriptor<?, ?> method, String secret, byte[] request) {
        int before = door.backend().reached().size();
        String end = door.call(method, "Bearer " + secret, request).text();
        if (end.equals("OK")) {
            assertThat(door.backend().reached().size()).isGreaterThan(before);
        }
        return end;
    }

    private static byte[] last() {
        List<AnyBackend.Reached> reached = door.backend().reached();
        return reached.get(reached.size() - 1).messages().get(0);
    }

    private static com.google.protobuf.Descriptors.MethodDescriptor schema(MethodDescriptor<?, ?> method) {
        return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor()).getMethodDescriptor();
    }

    static AccessRule rule(MethodDescriptor<?, ?> method) {
        return schema(method).getOptions().getExtension(Access.access);
    }

    private static List<String> fields(MethodDescriptor<?, ?> method) {
        List<String> fields = new ArrayList<>(rule(method).getTenantFieldsList());
        if (!rule(method).getProgramList().isEmpty()) {
            fields.add(rule(method).getProgramList());
        }
        return fields;
    }

    static byte[] naming(MethodDescriptor<?, ?> method, String program) {
        DynamicMessage.Builder request =
                DynamicMessage.newBuilder(schema(method).getInputType());
        fields(method).forEach(field -> put(request, field, program));
        return request.build().toByteArray();
    }

    private static byte[] listing(MethodDescriptor<?, ?> method, String program) {
        DynamicMessage.Builder request =
                DynamicMessage.newBuilder(schema(method).getInputType());
        put(request, rule(method).getProgramList(), program);
        return request.build().toByteArray();
    }

    private static void put(DynamicMessage.Builder message, String path, String program) {
        int dot = path.indexOf('.');
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(dot < 0 ? path : path.substring(0, dot));
        Object value;
        if (dot < 0) {
            value = program;
        } else {
            DynamicMessage.Builder inner = DynamicMessage.newBuilder(field.getMessageType());
            put(inner, path.substring(dot + 1), program);
            value = inner.build();
        }
        if (field.isRepeated()) {
            message.addRepeatedField(field, value);
        } else {
            message.setField(field, value);
        }
    }

    private static Key.Builder all() {
        return Key.newBuilder().addScopes("*").addPrograms("*");
    }

    private static Timestamp seconds(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
    }
}
