package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.giveback.gateway.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The document of OpenAPI is one by the specification's own schema, names every method, and its schemas hold what the port says. */
final class OpenApiTest {
    private static final ObjectNode DOCUMENT = OpenApi.of(Gateway.services());

    /** Also leaves it in the build output, for other validators and generators. */
    @Test
    void theDocumentIsValid() throws IOException {
        Path output = Path.of("target", "openapi.json");
        Files.createDirectories(Objects.requireNonNull(output.getParent()));
        Files.writeString(output, DOCUMENT.toPrettyString());

        assertThat(problems(DOCUMENT)).isEmpty();
    }

    @Test
    void aDocumentThatIsWrongIsCaught() throws IOException {
        ObjectNode noTitle = DOCUMENT.deepCopy();
        ((ObjectNode) noTitle.get("info")).remove("title");
        ObjectNode wrongPlace = DOCUMENT.deepCopy();
        ((ObjectNode) wrongPlace.at("/paths/~1v1~1keys~1{key}/get/parameters/0")).put("in", "nowhere");

        assertThat(problems(noTitle)).isNotEmpty();
        assertThat(problems(wrongPlace)).isNotEmpty();
    }

    private static Set<ValidationMessage> problems(JsonNode document) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi/openapi-3.1-schema.json"))) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
            return schema.validate(document);
        }
    }

    @Test
    void everyMethodIsThereOnceForEachOfItsPlaces() {
        List<String> ids = operations().stream()
                .map(operation -> operation.get("operationId").textValue())
                .toList();

        assertThat(ids).doesNotHaveDuplicates().hasSameSizeAs(ApiMethod.of(Gateway.services()));
        Gateway.services().stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> method.getType().clientSendsOneMessage())
                .map(ApiMethod::described)
                .forEach(method -> assertThat(ids).contains(method.getService().getName() + "_" + method.getName()));
    }

    @Test
    void everythingIsDescribedAndSaysItsScope() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.get("summary").textValue()).isNotBlank();
            assertThat(operation.get("x-scope").textValue()).matches("[a-z.]+");
        });
        Set<String> withoutText = DOCUMENT.at("/components/schemas").properties().stream()
                .filter(schema -> schema.getKey().startsWith("giveback."))
                .flatMap(schema -> schema.getValue().path("properties").properties().stream()
                        .filter(property ->
                                property.getValue().path("description").asText().isEmpty())
                        .map(property -> schema.getKey() + "." + property.getKey()))
                .collect(Collectors.toSet());
        assertThat(withoutText).isEmpty();
    }

    @Test
    void parametersHaveNamesOfTheirOwn() {
        assertThat(operations())
                .allSatisfy(operation -> assertThat(operation.path("parameters").findValuesAsText("name"))
                        .doesNotHaveDuplicates());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Set<String> broken = new HashSet<>();
        DOCUMENT.findValuesAsText("$ref").stream()
                .filter(reference -> DOCUMENT.at(reference.substring(1)).isMissingNode())
                .forEach(broken::add);

        assertThat(broken).isEmpty();
    }

    @Test
    void limitsAndKindsAreThoseOfTheProtos() {
        JsonNode adjust = DOCUMENT.at("/components/schemas/giveback.loyalty.v1.AdjustPointsRequest");

        assertThat(adjust.at("/properties/points").toString())
                .startsWith(
                        "{\"type\":\"string\",\"format\":\"int64\",\"pattern\":\"^-?[0-9]+$\",\"x-minimum\":-1000000000000,"
                                + "\"x-maximum\":1000000000000,\"description\":\"Points to add");
        assertThat(adjust.at("/properties/reason/maxLength").intValue()).isEqualTo(200);
        assertThat(adjust.get("additionalProperties").booleanValue()).isFalse();
        JsonNode statement = DOCUMENT.at("/paths/~1v1~1programs~1{program}~1customers~1{customer}~1statement/get");
        assertThat(statement.at("/parameters/2/name").textValue()).isEqualTo("pageSize");
        assertThat(statement.at("/parameters/2/schema/maximum").intValue()).isPositive();
        assertThat(DOCUMENT.at(
                                "/paths/~1v1~1events:tail/get/responses/200/content/text~1event-stream/x-event-schema/$ref")
                        .textValue())
                .isEqualTo("#/components/schemas/giveback.loyalty.v1.TailEventsResponse");
    }

    /** What the port prints of each answer is of the schema that the document has for it. */
    @Test
    void answersAreOfTheirSchemas() {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
        for (ApiMethod method : ApiMethod.of(Gateway.services())) {
            var type = method.described().getOutputType();
            ObjectNode schema = Json.MAPPER.createObjectNode();
            schema.put("$ref", "#/components/schemas/" + type.getFullName());
            schema.set("components", DOCUMENT.get("components"));
            var sample = new Samples(11, false)
                    .fill(((io.grpc.MethodDescriptor.PrototypeMarshaller<com.google.protobuf.Message>)
                                    method.call().getResponseMarshaller())
                            .getMessagePrototype());

            assertThat(factory.getSchema(schema).validate(tree(Json.print(sample))).stream()
                            // A sample keeps no limits, and there are places in messages that no caller ever writes.
                            .filter(problem -> List.of("type", "additionalProperties", "enum", "format")
                                    .contains(problem.getType()))
                            .toList())
                    .as(type.getFullName())
                    .isEmpty();
        }
    }

    private static JsonNode tree(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException noJson) {
            throw new IllegalStateException(noJson);
        }
    }

    @Test
    void thePortServesIt() throws Exception {
        try (HttpBench bench = new HttpBench()) {
            HttpResponse<String> response = bench.get("/openapi.json");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(HttpBench.json(response)).isEqualTo(tree(DOCUMENT.toString()));
        }
    }

    private static List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        DOCUMENT.get("paths")
                .forEach(path -> StreamSupport.stream(path.spliterator(), false).forEach(operations::add));
        return operations;
    }
}
