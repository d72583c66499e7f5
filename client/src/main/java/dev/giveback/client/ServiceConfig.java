package dev.giveback.client;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the artifact's {@code retry-service-config.json} says of each method: how long a call may take, and whether it may be repeated. Clients in
 * other languages hand the file to their gRPC library as it is. Here the timeouts are defaults, which a caller's own deadline may exceed, so they
 * are taken out.
 */
final class ServiceConfig {
    /** The file beside this class. */
    static final String RESOURCE = "retry-service-config.json";

    private final Map<String, Object> repeats;
    private final Map<String, Duration> timeouts;

    private ServiceConfig(Map<String, Object> repeats, Map<String, Duration> timeouts) {
        this.repeats = repeats;
        this.timeouts = timeouts;
    }

    /** Reads the file of the artifact. */
    static ServiceConfig shipped() {
        try (InputStream file = ServiceConfig.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException(RESOURCE + ": missing (expected: in the artifact)");
            }
            return of(new Gson().fromJson(new InputStreamReader(file, StandardCharsets.UTF_8), Map.class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ServiceConfig of(Map<?, ?> file) {
        Map<String, Object> repeats = strings(file);
        Map<String, Duration> timeouts = new HashMap<>();
        repeats.put(
                "methodConfig",
                list(file, "methodConfig").stream()
                        .map(each -> withoutTimeout(strings(each), timeouts))
                        .toList());
        return new ServiceConfig(repeats, timeouts);
    }

    private static Map<String, Object> withoutTimeout(Map<String, Object> methods, Map<String, Duration> timeouts) {
        if (methods.remove("timeout") instanceof String seconds) {
            Duration timeout = Duration.ofSeconds(Long.parseLong(seconds.replace("s", "")));
            list(methods, "name")
                    .forEach(name -> timeouts.put(name.get("service") + "/" + name.get("method"), timeout));
        }
        return methods;
    }

    private static List<Map<?, ?>> list(Map<?, ?> of, String field) {
        return of.get(field) instanceof List<?> all
                ? all.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList()
                : List.of();
    }

    private static Map<String, Object> strings(Map<?, ?> of) {
        Map<String, Object> copy = new HashMap<>();
        of.forEach((name, value) -> copy.put((String) name, value));
        return copy;
    }

    /** The file without timeouts, as a channel takes it. */
    Map<String, Object> repeats() {
        return repeats;
    }

    /** How long a call of a method may take, by its full name. */
    Map<String, Duration> timeouts() {
        return timeouts;
    }
}
