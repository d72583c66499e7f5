package dev.giveback.client;

import com.google.common.reflect.ClassPath;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.giveback.options.v1.Access;
import dev.giveback.options.v1.Priority;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code retry-service-config.json} anew from the contract. A method may be repeated if it only reads, which its {@code get} or its
 * idempotency level says, or if its request has a {@code request_id}; and never if a stream is sent to it, or if its answer is a stream of work.
 */
final class RetryServiceConfig {
    private static final String REPEATS = """
            ,
                  "retryPolicy": {
                    "maxAttempts": 4,
                    "initialBackoff": "0.1s",
                    "maxBackoff": "2s",
                    "backoffMultiplier": 2,
                    "retryableStatusCodes": ["UNAVAILABLE"]
                  }""";

    private RetryServiceConfig() {}

    /** Writes the file whose path is given. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), json(), StandardCharsets.UTF_8);
    }

    static String json() {
        Map<String, List<MethodDescriptor>> kinds = new TreeMap<>();
        methods().stream()
                .filter(method -> seconds(method) > 0 || mayBeRepeated(method))
                .forEach(method -> kinds.computeIfAbsent(kind(method), unused -> new ArrayList<>())
                        .add(method));
        Gson gson = new GsonBuilder().disableHtmlEscaping().create();
        List<String> blocks = kinds.entrySet().stream()
                .map(kind -> block(gson, kind.getKey(), kind.getValue()))
                .toList();
        return "{\n  \"methodConfig\": [\n" + String.join(",\n", blocks)
                + "\n  ],\n  \"retryThrottling\": {\"maxTokens\": 100, \"tokenRatio\": 0.1}\n}\n";
    }

    private static String block(Gson gson, String kind, List<MethodDescriptor> methods) {
        String names = String.join(
                ",\n",
                methods.stream()
                        .map(method -> "        " + gson.toJson(name(method)))
                        .toList());
        return "    {\n      \"name\": [\n" + names + "\n      ]" + kind.substring(kind.indexOf('|') + 1) + "\n    }";
    }

    private static Map<String, String> name(MethodDescriptor method) {
        Map<String, String> name = new LinkedHashMap<>();
        name.put("service", method.getService().getFullName());
        name.put("method", method.getName());
        return name;
    }

    /** What the file says of a method after its name. */
    private static String kind(MethodDescriptor method) {
        int seconds = seconds(method);
        String timeout = seconds == 0 ? "" : ",\n      \"timeout\": \"" + seconds + "s\"";
        String repeats = mayBeRepeated(method) ? REPEATS : "";
        return String.format("%03d%b|%s", seconds, mayBeRepeated(method), timeout + repeats);
    }

    private static int seconds(MethodDescriptor method) {
        if (method.isClientStreaming() || method.isServerStreaming()) {
            return 0;
        }
        Priority priority = method.getOptions().getExtension(Access.access).getPriority();
        return switch (priority) {
            case PRIORITY_CHECKOUT -> 5;
            case PRIORITY_UNSPECIFIED, PRIORITY_ORDINARY, UNRECOGNIZED -> 10;
            case PRIORITY_ADMIN -> 30;
            case PRIORITY_EXPORT -> 60;
        };
    }

    static boolean mayBeRepeated(MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return false;
        }
        boolean reads = isGet(method) || method.getOptions().getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS;
        boolean remembered =
                !method.isServerStreaming() && method.getInputType().findFieldByName("request_id") != null;
        return reads || remembered;
    }

    private static boolean isGet(MethodDescriptor method) {
        return !method.getOptions()
                .getExtension(com.google.api.AnnotationsProto.http)
                .getGet()
                .isEmpty();
    }

    /** Every method that the gateway routes, by its name. */
    static List<MethodDescriptor> methods() {
        try {
            return ClassPath.from(RetryServiceConfig.class.getClassLoader())
                    .getTopLevelClassesRecursive("dev.giveback")
                    .stream()
                    .filter(each -> each.getSimpleName().endsWith("Grpc"))
                    .map(RetryServiceConfig::service)
                    .flatMap(service -> service.getMethods().stream())
                    .filter(method -> method.getOptions().hasExtension(Access.access)
                            && !method.getFullName().startsWith("giveback.platform."))
                    .sorted(Comparator.comparing(MethodDescriptor::getFullName))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
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
