package dev.giveback.console;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** The JSON API with a key of its own: what an act on the page did is looked at here, and not only on the page. */
final class Api {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int REFUSED = 400;

    private final String base;
    private final String key;

    /** What a call was answered. */
    record Answer(int status, JsonObject body) {
        /** Why it was refused; empty when it was not. */
        String reason() {
            if (status < REFUSED) {
                return "";
            }
            return body.getAsJsonObject("error").getAsJsonArray("details").asList().stream()
                    .map(detail -> detail.getAsJsonObject().get("reason"))
                    .filter(reason -> reason != null)
                    .map(reason -> reason.getAsString())
                    .findFirst()
                    .orElse("");
        }
    }

    Api(String base, String key) {
        this.base = base;
        this.key = key;
    }

    /** The same server with another key. */
    Api with(String other) {
        return new Api(base, other);
    }

    /** Calls, and gives the answer whatever it is. */
    Answer call(String verb, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body().isEmpty()
                        ? new JsonObject()
                        : JsonParser.parseString(response.body()).getAsJsonObject());
    }

    /** Reads. */
    JsonObject get(String path) throws IOException, InterruptedException {
        return right(path, call("GET", path, ""));
    }

    /** Asks or changes. */
    JsonObject post(String path, String body) throws IOException, InterruptedException {
        return right(path, call("POST", path, body));
    }

    /** Changes a part. */
    JsonObject patch(String path, String body) throws IOException, InterruptedException {
        return right(path, call("PATCH", path, body));
    }

    private static JsonObject right(String path, Answer answer) {
        if (answer.status() >= REFUSED) {
            throw new IllegalStateException(path + ": " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    /** Makes a key with scopes for the replayed program, and gives its secret. */
    String newKey(String name, String scopes) throws IOException, InterruptedException {
        return newKey(name, scopes, "programs/online-retail");
    }

    /** Makes a key with scopes, with commas between them, for a program. */
    String newKey(String name, String scopes, String program) throws IOException, InterruptedException {
        String list = "\"" + scopes.replace(",", "\",\"") + "\"";
        return post("/v1/keys", """
                {"requestId": "%s", "key": {"displayName": "%s", "scopes": [%s], "programs": ["%s"]}}""".formatted(id(), name, list, program))
                .get("secret")
                .getAsString();
    }

    /** A new customer of the replayed program, enrolled, with points. */
    String newCustomer(String prefix, long points) throws IOException, InterruptedException {
        String customer = prefix + "-" + id().substring(0, 8);
        post(customer(customer) + ":enroll", "{\"requestId\": \"%s\"}".formatted(id()));
        if (points > 0) {
            post(
                    customer(customer) + ":adjustPoints",
                    "{\"requestId\": \"%s\", \"points\": \"%d\", \"reason\": \"A welcome\"}".formatted(id(), points));
        }
        return customer;
    }

    /** The path of a customer of the replayed program. */
    static String customer(String customer) {
        return "/v1/programs/online-retail/customers/" + customer;
    }

    /** Points of a customer that can be spent. */
    long available(String customer) throws IOException, InterruptedException {
        return get(customer(customer))
                .getAsJsonObject("customer")
                .getAsJsonObject("balance")
                .get("available")
                .getAsLong();
    }

    /** An id that nothing else has. */
    static String id() {
        return UUID.randomUUID().toString();
    }
}
