package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.gateway.Gateway;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method of each service at each of its paths: the right one arrives, with the message that was meant, and its answer comes back. */
final class EveryMethodTest {
    private static HttpBench bench;

    @BeforeAll
    static void start() {
        bench = new HttpBench();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    static List<ApiMethod> methods() {
        return ApiMethod.of(Gateway.services());
    }

    @Test
    void everyMethodThatIsNotStreamedToHasAPath() {
        List<String> served = methods().stream()
                .map(method -> method.call().getFullMethodName())
                .distinct()
                .toList();
        List<String> all = Gateway.services().stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> method.getType().clientSendsOneMessage())
                .map(method -> method.getFullMethodName())
                .toList();

        assertThat(served).containsExactlyInAnyOrderElementsOf(all);
        assertThat(served).hasSizeGreaterThan(120);
    }

    @Test
    void noTwoMethodsAreAtTheSamePlace() {
        Map<String, List<String>> places = methods().stream()
                .collect(Collectors.groupingBy(
                        method -> method.verb() + " " + method.path().segments() + ":"
                                + method.path().verb(),
                        Collectors.mapping(method -> method.call().getFullMethodName(), Collectors.toList())));

        assertThat(places).allSatisfy((place, methods) -> assertThat(methods).hasSize(1));
    }

    /** Those that go on to a backend; the gateway answers for its operations itself. */
    static List<ApiMethod> forwarded() {
        return methods().stream()
                .filter(method -> !method.call().getFullMethodName().startsWith("giveback.operations."))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("forwarded")
    void theMessageThatWasMeantArrives(ApiMethod method) throws Exception {
        bench.seen.clear();
        Message wanted = withPath(method, new Samples(7, !method.hasBody()).fill(method.emptyRequest()));
        String path = path(method, wanted);

        HttpResponse<String> response = method.hasBody()
                ? bench.send(method.verb(), path, JsonFormat.printer().print(wanted))
                : bench.send(method.verb(), path + query(method, wanted), "");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        // Before and after what is audited the gateway reads.
        List<HttpBench.Seen> arrived = bench.seen.stream()
                .filter(seen -> seen.method().equals(method.call().getFullMethodName()))
                .toList();
        assertThat(arrived).hasSize(1);
        assertThat(arrived.getFirst().request()).isEqualTo(wanted);
        String answer = Json.print(((io.grpc.MethodDescriptor.PrototypeMarshaller<Message>)
                        method.call().getResponseMarshaller())
                .getMessagePrototype());
        assertThat(response.body())
                .isEqualTo(method.isStream() ? "data: " + answer + "\n\nevent: end\ndata: {}\n\n" : answer);
    }

    /** The message with names in it that its path can hold. */
    private static Message withPath(ApiMethod method, Message message) {
        Message.Builder builder = message.toBuilder();
        for (PathTemplate.Variable variable : method.path().variables()) {
            List<String> parts = new ArrayList<>();
            for (String segment : method.path().segments().subList(variable.from(), variable.to())) {
                parts.add(segment.equals("*") ? "id-" + parts.size() + " ä:%+" : segment);
            }
            boolean alone = parts.size() == 1;
            set(builder, variable.fieldPath(), alone ? "a/b:c" : String.join("/", parts));
        }
        return builder.build();
    }

    private static void set(Message.Builder builder, String path, String value) {
        List<String> names = Splitter.on('.').splitToList(path);
        Message.Builder holder = builder;
        for (int i = 0; i < names.size() - 1; i++) {
            holder = holder.getFieldBuilder(holder.getDescriptorForType().findFieldByName(names.get(i)));
        }
        holder.setField(holder.getDescriptorForType().findFieldByName(names.getLast()), value);
    }

    private static String get(Message message, String path) {
        Object at = message;
        for (String name : Splitter.on('.').split(path)) {
            at = ((Message) at).getField(((Message) at).getDescriptorForType().findFieldByName(name));
        }
        return (String) at;
    }

    private static String path(ApiMethod method, Message message) {
        List<String> segments = new ArrayList<>(method.path().segments());
        for (PathTemplate.Variable variable : method.path().variables()) {
            String value = get(message, variable.fieldPath());
            List<String> parts = variable.to() - variable.from() == 1 ? List.of(value) : List.of(value.split("/"));
            for (int i = 0; i < parts.size(); i++) {
                segments.set(variable.from() + i, encode(parts.get(i)));
            }
        }
        String verb = method.path().verb();
        return "/" + String.join("/", segments) + (verb.isEmpty() ? "" : ":" + verb);
    }

    private static String query(ApiMethod method, Message message) {
        Message.Builder others = message.toBuilder();
        method.path().variables().forEach(variable -> set(others, variable.fieldPath(), ""));
        String query = parameters("", others.build())
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** In the form that an HTML form or curl would use: camel case, times as text, lists as repeats. */
    private static Stream<Map.Entry<String, String>> parameters(String prefix, Message message) {
        return message.getAllFields().entrySet().stream().flatMap(entry -> {
            FieldDescriptor field = entry.getKey();
            String name = prefix + field.getJsonName();
            if (Fields.isObject(field)) {
                return parameters(name + ".", (Message) entry.getValue());
            }
            List<?> values = field.isRepeated() ? (List<?>) entry.getValue() : List.of(entry.getValue());
            return values.stream().map(value -> Map.entry(name, text(field, value)));
        });
    }

    private static String text(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case ENUM -> ((com.google.protobuf.Descriptors.EnumValueDescriptor) value).getName();
            case BYTE_STRING ->
                java.util.Base64.getEncoder().encodeToString(((com.google.protobuf.ByteString) value).toByteArray());
            case MESSAGE -> Json.print((Message) value).replace("\"", "");
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING -> value.toString();
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
