package dev.giveback.gateway.guard;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.giveback.gateway.guard.MethodRule.ListField;
import dev.giveback.gateway.guard.MethodRule.Reach;
import dev.giveback.gateway.guard.MethodRule.ReadMethod;
import dev.giveback.options.v1.Access;
import dev.giveback.options.v1.AccessRule;
import dev.giveback.options.v1.ApprovalKind;
import dev.giveback.options.v1.Priority;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of all methods that are served, read once at the start. A method without a rule, or with one that cannot be followed, stops the start. */
public final class MethodRules {
    private final Map<String, MethodRule> rules;

    private MethodRules(Map<String, MethodRule> rules) {
        this.rules = Map.copyOf(rules);
    }

    /**
     * Reads the option of every method.
     *
     * @param services all that is served to callers, besides health and reflection
     * @throws StartupException if a method has no rule, or one that makes no sense; it names the method
     */
    public static MethodRules of(Collection<io.grpc.ServiceDescriptor> services) {
        Map<String, MethodDescriptor> methods = new HashMap<>();
        services.forEach(service -> schema(service).getMethods().forEach(method -> methods.put(name(method), method)));
        Map<String, MethodRule> rules = new HashMap<>();
        methods.forEach((name, method) -> rules.put(name, rule(name, method, methods)));
        MethodRule reflection = ofReflection();
        rules.put(reflection.method(), reflection);
        return new MethodRules(rules);
    }

    /** The rule of a method; null if it is none of those that are served. */
    @Nullable
    MethodRule of(String method) {
        return rules.get(method);
    }

    /** All rules. */
    Collection<MethodRule> all() {
        return rules.values();
    }

    private static ServiceDescriptor schema(io.grpc.ServiceDescriptor service) {
        if (service.getSchemaDescriptor() instanceof ProtoServiceDescriptorSupplier supplier) {
            return supplier.getServiceDescriptor();
        }
        throw new StartupException("service " + service.getName()
                + " (expected: one made from a proto, with an access rule for each method)");
    }

    private static String name(MethodDescriptor method) {
        return method.getService().getFullName() + "/" + method.getName();
    }

    /** Whoever has a key may read the contract. */
    private static MethodRule ofReflection() {
        String method = ServerReflectionGrpc.getServerReflectionInfoMethod().getFullMethodName();
        return new MethodRule(
                method,
                null,
                null,
                Scope.ANY.text(),
                new Reach.Nobody(),
                Priority.PRIORITY_ORDINARY,
                false,
                null,
                ApprovalKind.APPROVAL_KIND_UNSPECIFIED,
                false);
    }

    private static MethodRule rule(String name, MethodDescriptor method, Map<String, MethodDescriptor> methods) {
        if (!method.getOptions().hasExtension(Access.access)) {
            throw new StartupException(
                    "method " + name + " has no access rule (expected: option (giveback.options.v1.access))");
        }
        AccessRule option = method.getOptions().getExtension(Access.access);
        if (!Scope.isKnown(option.getScope())) {
            throw wrong(name, "scope: \"" + option.getScope() + "\" (expected: one of the scopes of docs/SECURITY.md)");
        }
        Reach reach = reach(name, option, method.getInputType());
        ReadMethod read = option.getReadMethod().isEmpty() ? null : read(name, option, methods);
        if (read != null
                && (!(reach instanceof Reach.Programs programs)
                        || programs.fields().isEmpty())) {
            throw wrong(name, "read_method: " + option.getReadMethod() + " (expected: none without a tenant field)");
        }
        return new MethodRule(
                name,
                method.getInputType(),
                method.getOutputType(),
                option.getScope(),
                reach,
                option.getPriority(),
                option.getAudited(),
                read,
                option.getApproval(),
                option.getGuardsSecret());
    }

    private static Reach reach(String name, AccessRule option, Descriptor request) {
        boolean programs =
                option.getTenantFieldsCount() > 0 || !option.getProgramList().isEmpty();
        boolean capability = !option.getCapability().isEmpty();
        int said = (programs ? 1 : 0)
                + (option.getWholeInstallation() ? 1 : 0)
                + (capability ? 1 : 0)
                + (option.getNoTenant() ? 1 : 0);
        if (said != 1) {
            throw wrong(
                    name,
                    said
                            + " kinds of reach (expected: one of tenant_fields or program_list, whole_installation,"
                            + " capability, no_tenant)");
        }
        if (programs) {
            List<FieldPath> fields = option.getTenantFieldsList().stream()
                    .map(path -> FieldPath.of(path, request, name))
                    .toList();
            return new Reach.Programs(fields, option.getProgramList().isEmpty() ? null : list(name, option, request));
        }
        if (capability) {
            FieldPath.of(option.getCapability(), request, name);
            return new Reach.Capability();
        }
        return option.getWholeInstallation() ? new Reach.WholeInstallation() : new Reach.Nobody();
    }

    private static ListField list(String name, AccessRule option, Descriptor request) {
        FieldPath path = FieldPath.of(option.getProgramList(), request, name);
        if (path.steps().size() != 1 || !path.steps().get(0).repeated()) {
            throw wrong(
                    name,
                    "program_list: " + option.getProgramList() + " (expected: a repeated field of the request itself)");
        }
        return new ListField(path, path.steps().get(0).number());
    }

    private static ReadMethod read(String name, AccessRule option, Map<String, MethodDescriptor> methods) {
        MethodDescriptor read = methods.get(option.getReadMethod());
        if (read == null || read.getOptions().getExtension(Access.access).getTenantFieldsCount() == 0) {
            throw wrong(
                    name,
                    "read_method: " + option.getReadMethod()
                            + " (expected: a method that is served, with a tenant field)");
        }
        String field = read.getOptions().getExtension(Access.access).getTenantFields(0);
        FieldPath path = FieldPath.of(field, read.getInputType(), option.getReadMethod());
        if (path.steps().size() != 1 || path.steps().get(0).repeated()) {
            throw wrong(
                    name,
                    "read_method: " + option.getReadMethod()
                            + " (expected: one whose first tenant field is a text of its request)");
        }
        return new ReadMethod(option.getReadMethod(), read.getInputType(), read.getOutputType(), path);
    }

    private static StartupException wrong(String name, String what) {
        return new StartupException("access rule of " + name + ": " + what);
    }
}
