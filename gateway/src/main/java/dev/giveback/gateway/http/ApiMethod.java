package dev.giveback.gateway.http;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A method at one of its places on HTTP.
 *
 * @param verb GET, POST, PUT, PATCH or DELETE
 * @param path where it is
 * @param hasBody whether the fields that are not in the path come in the body; else they come in the query
 * @param call the method as gRPC calls it
 * @param described the method as its proto describes it
 */
record ApiMethod(
        String verb,
        PathTemplate path,
        boolean hasBody,
        MethodDescriptor<Message, Message> call,
        Descriptors.MethodDescriptor described) {

    /** The methods of these services at all their places. Those to which the client streams have none. */
    static List<ApiMethod> of(List<ServiceDescriptor> services) {
        List<ApiMethod> methods = new ArrayList<>();
        for (ServiceDescriptor service : services) {
            service.getMethods().forEach(method -> add(method, methods));
        }
        return List.copyOf(methods);
    }

    private static void add(MethodDescriptor<?, ?> method, List<ApiMethod> methods) {
        Descriptors.MethodDescriptor described = described(method);
        HttpRule rule = described.getOptions().getExtension(AnnotationsProto.http);
        if (rule.getPatternCase() == HttpRule.PatternCase.PATTERN_NOT_SET) {
            return;
        }
        methods.add(of(method, described, rule));
        rule.getAdditionalBindingsList().forEach(more -> methods.add(of(method, described, more)));
    }

    private static ApiMethod of(MethodDescriptor<?, ?> method, Descriptors.MethodDescriptor described, HttpRule rule) {
        String name = method.getFullMethodName();
        if (!method.getType().clientSendsOneMessage()
                || !rule.getResponseBody().isEmpty()
                || !(rule.getBody().isEmpty() || rule.getBody().equals("*"))) {
            throw new IllegalArgumentException(
                    name + ": " + rule + " (expected: one request, a body of * or none, and no response_body)");
        }
        String verb = rule.getPatternCase().name();
        String path = switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            case CUSTOM, PATTERN_NOT_SET -> throw new IllegalArgumentException(name + ": " + rule);
        };
        return new ApiMethod(verb, PathTemplate.parse(path), !rule.getBody().isEmpty(), typed(method), described);
    }

    /** The method at the path by which gRPC knows it, {@code /package.Service/Method}, with all its fields in the body. */
    static List<ApiMethod> byName(List<ServiceDescriptor> services) {
        return services.stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> method.getType().clientSendsOneMessage())
                .map(method -> new ApiMethod(
                        "POST",
                        PathTemplate.parse("/" + method.getFullMethodName()),
                        true,
                        typed(method),
                        described(method)))
                .toList();
    }

    @SuppressWarnings("unchecked") // Our contract is protobuf alone.
    static MethodDescriptor<Message, Message> typed(MethodDescriptor<?, ?> method) {
        return (MethodDescriptor<Message, Message>) method;
    }

    static Descriptors.MethodDescriptor described(MethodDescriptor<?, ?> method) {
        Object schema = Objects.requireNonNull(method.getSchemaDescriptor(), method.getFullMethodName());
        return ((ProtoMethodDescriptorSupplier) schema).getMethodDescriptor();
    }

    /** Whether the server answers with a stream. */
    boolean isStream() {
        return !call.getType().serverSendsOneMessage();
    }

    /** A request with nothing in it. */
    Message emptyRequest() {
        return ((MethodDescriptor.PrototypeMarshaller<Message>) call.getRequestMarshaller()).getMessagePrototype();
    }
}
