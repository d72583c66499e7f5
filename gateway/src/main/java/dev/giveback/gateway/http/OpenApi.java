package dev.giveback.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ServiceDescriptor;
import java.util.List;

/** The contract as a document of OpenAPI 3.1, made from the same descriptors that the port serves by, so that the two cannot differ. */
final class OpenApi {
    private static final String ABOUT = """
            An event-sourced loyalty backend: points, coupons, campaigns, recommendations and surveys.

            64-bit numbers are texts, enums are written by name, times as in `2026-01-31T09:30:00Z`. A field or a parameter that is not known is refused. \
            Errors are those of AIP-193. After 503 and 504 the outcome is not known: repeat the request with the same `requestId`.""";

    private OpenApi() {}

    /** The document for these services. */
    static ObjectNode of(List<ServiceDescriptor> services) {
        Comments comments = Comments.read();
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Giveback").put("version", "v1").put("description", ABOUT);
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        List<ApiMethod> methods = ApiMethod.of(services);
        var tags = document.putArray("tags");
        methods.stream()
                .map(method -> method.described().getService())
                .distinct()
                .forEach(service ->
                        tags.addObject().put("name", service.getName()).put("description", comments.of(service)));
        ObjectNode paths = document.putObject("paths");
        ObjectNode components = document.putObject("components");
        OpenApiSchemas schemas = new OpenApiSchemas(comments, components.putObject("schemas"));
        OpenApiPaths operations = new OpenApiPaths(comments, schemas);
        methods.forEach(method -> operations.add(method, paths));
        schemas.finish();
        addError(components);
        components
                .putObject("securitySchemes")
                .putObject("key")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The secret of a key, `gb_…`, or a token of the installation's issuer.");
        return document;
    }

    private static void addError(ObjectNode components) {
        ObjectNode response = components.putObject("responses").putObject("Error");
        response.put("description", "A refusal or a failure, as AIP-193 writes it.");
        response.putObject("headers")
                .putObject("Retry-After")
                .put("description", "Seconds after which it is worth asking again.")
                .putObject("schema")
                .put("type", "integer");
        response.putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Error");
        ObjectNode error =
                ((ObjectNode) components.get("schemas")).putObject("Error").put("type", "object");
        error.putArray("required").add("error");
        ObjectNode body = error.putObject("properties").putObject("error").put("type", "object");
        body.putArray("required").add("code").add("message").add("status").add("details");
        ObjectNode fields = body.putObject("properties");
        fields.putObject("code").put("type", "integer").put("description", "The status of HTTP.");
        fields.putObject("message").put("type", "string").put("description", "For a developer, in English.");
        fields.putObject("status").put("type", "string").put("description", "The code of google.rpc, `NOT_FOUND` say.");
        ObjectNode details = fields.putObject("details").put("type", "array");
        details.put(
                "description",
                "google.rpc.ErrorInfo always; BadRequest, PreconditionFailure, ResourceInfo and RetryInfo where they fit.");
        details.putObject("items").put("type", "object").put("additionalProperties", true);
    }
}
