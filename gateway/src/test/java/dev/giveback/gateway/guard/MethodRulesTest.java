package dev.giveback.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.giveback.options.v1.Access;
import dev.giveback.options.v1.AccessRule;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules that must stop the start. */
final class MethodRulesTest {
    private static final AccessRule GOOD =
            AccessRule.newBuilder().setScope("checkout").addTenantFields("name").build();

    @Test
    void aRuleThatMakesSenseIsRead() {
        MethodRule rule =
                Objects.requireNonNull(MethodRules.of(List.of(planted(GOOD))).of("test.Planted/Call"));

        assertThat(rule.scope()).isEqualTo("checkout");
        assertThat(rule.namingFields()).extracting(FieldPath::text).containsExactly("name");
    }

    @Test
    void aMethodWithoutARuleStopsTheStart() {
        assertStops(null, "method test.Planted/Call has no access rule");
    }

    @Test
    void aScopeThatIsNotOnTheListStopsTheStart() {
        assertStops(GOOD.toBuilder().setScope("chekcout").build(), "scope: \"chekcout\"");
        assertStops(GOOD.toBuilder().clearScope().build(), "scope: \"\"");
    }

    @Test
    void aFieldThatIsNotThereOrCannotBeFollowedStopsTheStart() {
        for (String path : List.of("nome", "name.more", "count", "chosen", "inner", "inner.nothing", "")) {
            assertStops(
                    GOOD.toBuilder().clearTenantFields().addTenantFields(path).build(),
                    "field " + path + " of test.Request");
        }
    }

    @Test
    void aRuleWithoutReachOrWithTwoStopsTheStart() {
        assertStops(GOOD.toBuilder().clearTenantFields().build(), "0 kinds of reach");
        assertStops(GOOD.toBuilder().setWholeInstallation(true).build(), "2 kinds of reach");
        assertStops(GOOD.toBuilder().setNoTenant(true).build(), "2 kinds of reach");
        assertStops(GOOD.toBuilder().setCapability("name").build(), "2 kinds of reach");
    }

    @Test
    void aListThatIsNoneAndAReadMethodThatIsNotServedStopTheStart() {
        assertStops(GOOD.toBuilder().setProgramList("name").build(), "program_list: name");
        assertStops(GOOD.toBuilder().setReadMethod("test.Planted/Other").build(), "read_method: test.Planted/Other");
    }

    @Test
    void aServiceThatWasNotMadeFromAProtoStopsTheStart() {
        assertThatThrownBy(() -> MethodRules.of(
                        List.of(ServiceDescriptor.newBuilder("test.Bare").build())))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("service test.Bare");
    }

    private static void assertStops(@Nullable AccessRule rule, String message) {
        assertThatThrownBy(() -> MethodRules.of(List.of(planted(rule))))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(message);
    }

    private static ServiceDescriptor planted(@Nullable AccessRule rule) {
        MethodOptions.Builder options = MethodOptions.newBuilder();
        if (rule != null) {
            options.setExtension(Access.access, rule);
        }
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("planted.proto")
                .setPackage("test")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Request")
                        .addField(field("name", 1, FieldDescriptorProto.Type.TYPE_STRING))
                        .addField(field("count", 2, FieldDescriptorProto.Type.TYPE_INT32))
                        .addField(field("chosen", 3, FieldDescriptorProto.Type.TYPE_STRING)
                                .setOneofIndex(0))
                        .addField(field("inner", 4, FieldDescriptorProto.Type.TYPE_MESSAGE)
                                .setTypeName("Request"))
                        .addOneofDecl(OneofDescriptorProto.newBuilder().setName("choice")))
                .addService(ServiceDescriptorProto.newBuilder().setName("Planted"));
        file.getServiceBuilder(0)
                .addMethodBuilder()
                .setName("Call")
                .setInputType("Request")
                .setOutputType("Request")
                .setOptions(options);
        try {
            FileDescriptor built =
                    FileDescriptor.buildFrom(file.build(), new FileDescriptor[] {Access.getDescriptor()});
            return ServiceDescriptor.newBuilder("test.Planted")
                    .setSchemaDescriptor(new Schema(built))
                    .build();
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private record Schema(FileDescriptor file) implements ProtoServiceDescriptorSupplier {
        @Override
        public FileDescriptor getFileDescriptor() {
            return file;
        }

        @Override
        public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
            return file.getServices().get(0);
        }
    }
}
