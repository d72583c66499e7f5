package dev.giveback.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What stands in the folder {@code deploy}, read as files. */
final class DeployFiles {
    static final Path DEPLOY = Path.of("..", "deploy");
    private static final Pattern RUNBOOK = Pattern.compile("docs/OPERATIONS\\.md#([a-z]+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeployFiles() {}

    /** An alert of {@code alerts.yaml}. */
    record Alert(String name, String expression, String anchor) {}

    static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The documents of a file in YAML. */
    static List<JsonNode> yaml(Path file) throws IOException {
        Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text(file));
        return StreamSupport.stream(documents.spliterator(), false)
                .<JsonNode>map(JSON::valueToTree)
                .toList();
    }

    /** All resources of the manifests. */
    static List<JsonNode> manifests() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(DEPLOY.resolve("kubernetes"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                all.addAll(yaml(file));
            }
        }
        return all;
    }

    /** The environment of each container of our image in {@code compose.yaml}, by the service's name. */
    static Map<String, Map<String, String>> compose() throws IOException {
        Map<String, Map<String, String>> all = new TreeMap<>();
        yaml(DEPLOY.resolve("compose.yaml"))
                .getFirst()
                .get("services")
                .properties()
                .forEach(service -> {
                    if (service.getValue().path("image").asText().startsWith("giveback:")) {
                        Map<String, String> environment = new TreeMap<>();
                        service.getValue()
                                .get("environment")
                                .properties()
                                .forEach(each -> environment.put(
                                        each.getKey(), each.getValue().asText()));
                        all.put(service.getKey(), environment);
                    }
                });
        return all;
    }

    /** The same of the manifests, with what the shared configuration says. */
    static Map<String, Map<String, String>> kubernetes() throws IOException {
        Map<String, Map<String, String>> all = new TreeMap<>();
        Map<String, String> shared = new TreeMap<>();
        for (JsonNode each : manifests()) {
            if (each.get("kind").asText().equals("ConfigMap")) {
                each.get("data")
                        .properties()
                        .forEach(value ->
                                shared.put(value.getKey(), value.getValue().asText()));
            }
        }
        for (JsonNode each : manifests()) {
            for (JsonNode container : each.at("/spec/template/spec/containers")) {
                Map<String, String> environment = container.has("envFrom") ? new TreeMap<>(shared) : new TreeMap<>();
                container
                        .get("env")
                        .forEach(value -> environment.put(
                                value.get("name").asText(), value.get("value").asText()));
                all.put(container.get("name").asText(), environment);
            }
        }
        return all;
    }

    static List<Alert> alerts() throws IOException {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode group :
                yaml(DEPLOY.resolve("prometheus/alerts.yaml")).getFirst().get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                Matcher anchor = RUNBOOK.matcher(rule.at("/annotations/runbook").asText());
                alerts.add(new Alert(
                        rule.get("alert").asText(),
                        rule.get("expr").asText(),
                        anchor.matches() ? anchor.group(1) : ""));
            }
        }
        return alerts;
    }

    /** The queries of all panels, each with where it stands. */
    static Map<String, String> panels() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        try (Stream<Path> files = Files.list(DEPLOY.resolve("grafana/dashboards"))) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode panel : JSON.readTree(text(file)).get("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        String where =
                                file.getFileName() + ", \"" + panel.get("title").asText() + "\" "
                                        + target.get("refId").asText();
                        queries.put(where, target.get("expr").asText());
                    }
                }
            }
        }
        return queries;
    }

    /** Names that match group 1 of the pattern in the file. */
    static Set<String> names(Path file, Pattern pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text(file)).results().forEach(match -> names.add(match.group(1)));
        return names;
    }
}
