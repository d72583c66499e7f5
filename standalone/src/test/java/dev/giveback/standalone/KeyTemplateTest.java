package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.ClassPath;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.giveback.options.v1.Access;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyTemplateTest {
    /** A scope that no method asks for is a mistake in writing. */
    @ParameterizedTest
    @EnumSource
    void eachScopeIsOneOfTheContract(KeyTemplate template) throws IOException {
        assertThat(scopes()).hasSizeGreaterThan(20).contains("checkout");
        assertThat(template.scopes()).isNotEmpty().allMatch(scope -> scope.equals("*") || isIn(scopes(), scope));
    }

    private static boolean isIn(Set<String> scopes, String scope) {
        return scopes.contains(scope);
    }

    private static Set<String> scopes() {
        try {
            return ClassPath.from(KeyTemplateTest.class.getClassLoader())
                    .getTopLevelClassesRecursive("dev.giveback")
                    .stream()
                    .filter(each -> each.getPackageName().endsWith(".v1")
                            && each.getSimpleName().endsWith("Grpc"))
                    .flatMap(each -> service(each).getMethods().stream())
                    .map(method ->
                            method.getOptions().getExtension(Access.access).getScope())
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static ServiceDescriptor service(ClassPath.ClassInfo generated) {
        try {
            var service = (io.grpc.ServiceDescriptor)
                    generated.load().getMethod("getServiceDescriptor").invoke(null);
            return ((ProtoServiceDescriptorSupplier) service.getSchemaDescriptor()).getServiceDescriptor();
        } catch (ReflectiveOperationException notGenerated) {
            throw new IllegalStateException(notGenerated);
        }
    }
}
