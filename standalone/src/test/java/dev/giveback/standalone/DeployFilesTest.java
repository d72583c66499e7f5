package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the folder {@code deploy} say what the services really read, and where they really listen. */
final class DeployFilesTest {
    private static final List<String> SERVICES = List.of("access", "coupon", "feedback", "loyalty", "recommendation");
    private static final Pattern SETTING = Pattern.compile("\\$\\{\\?([A-Z_]+)}");
    private static final Pattern PORT_OF_TARGET = Pattern.compile("dns:///(?:giveback-)?([a-z]+):(\\d+)");

    @Test
    void composeAndManifestsStartEveryServiceAndTheGateway() throws IOException {
        List<String> all = new ArrayList<>(SERVICES);
        all.add("gateway");
        assertThat(DeployFiles.compose().keySet()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(DeployFiles.kubernetes().keySet()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void everyVariableIsReadBySomebody() throws IOException {
        Set<String> read = readVariables();
        assertThat(unread(DeployFiles.compose(), read)).isEmpty();
        assertThat(unread(DeployFiles.kubernetes(), read)).isEmpty();
        // The control: a name with a slip of the pen.
        assertThat(unread(Map.of("loyalty", Map.of("GIVEBACK_MASTER_KEY_FILE", "x")), read))
                .containsExactly("loyalty: GIVEBACK_MASTER_KEY_FILE");
    }

    @Test
    void targetsAndHealthArePortsOnWhichTheServicesListen() throws IOException {
        for (var installation : List.of(DeployFiles.compose(), DeployFiles.kubernetes())) {
            installation.forEach((service, environment) -> {
                assertThat(environment.get("GIVEBACK_METRICS_PORT"))
                        .as(service)
                        .isEqualTo(String.valueOf(port(service, "metrics")));
                environment
                        .values()
                        .forEach(value -> PORT_OF_TARGET
                                .matcher(value)
                                .results()
                                .forEach(target -> assertThat(Integer.parseInt(target.group(2)))
                                        .as("%s calls %s", service, target.group(1))
                                        .isEqualTo(port(target.group(1), "grpc"))));
            });
        }
    }

    @Test
    void everyServiceTalksByTlsAndKeepsItsPasswordInAFile() throws IOException {
        for (var installation : List.of(DeployFiles.compose(), DeployFiles.kubernetes())) {
            installation.forEach((service, environment) -> {
                assertThat(environment)
                        .as(service)
                        .containsKeys("GIVEBACK_TLS_CERTIFICATE", "GIVEBACK_TLS_KEY", "GIVEBACK_TLS_CA")
                        .doesNotContainKeys("GIVEBACK_ALLOW_PLAINTEXT", "GIVEBACK_DATABASE_PASSWORD");
                assertThat(environment.containsKey("GIVEBACK_DATABASE_PASSWORD_FILE"))
                        .as(service)
                        .isEqualTo(SERVICES.contains(service));
            });
        }
    }

    @Test
    void podsHaveTheProbesAndPortsThatTheProcessesHave() throws IOException {
        int pods = 0;
        for (JsonNode each : DeployFiles.manifests()) {
            for (JsonNode container : each.at("/spec/template/spec/containers")) {
                String name = container.get("name").asText();
                assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
                assertThat(container.at("/readinessProbe/httpGet/path").asText())
                        .isEqualTo("/health/ready");
                assertThat(containerPort(container, "metrics")).isEqualTo(port(name, "metrics"));
                assertThat(containerPort(container, "grpc")).isEqualTo(port(name, "grpc"));
                assertThat(each.at("/spec/template/spec/automountServiceAccountToken")
                                .asBoolean(true))
                        .isFalse();
                assertThat(container
                                .at("/securityContext/readOnlyRootFilesystem")
                                .asBoolean())
                        .isTrue();
                pods++;
            }
        }
        assertThat(pods).isEqualTo(6);
    }

    @Test
    void onlyTheGatewayIsPublishedAndTheGatewayIsNotNearTheDatabase() throws IOException {
        JsonNode services = DeployFiles.yaml(DeployFiles.DEPLOY.resolve("compose.yaml"))
                .getFirst()
                .get("services");
        services.properties().forEach(service -> {
            for (JsonNode published : service.getValue().path("ports")) {
                assertThat(service.getKey().equals("gateway")
                                || published.asText().startsWith("127.0.0.1:"))
                        .as("%s publishes %s", service.getKey(), published)
                        .isTrue();
            }
        });
        assertThat(services.at("/gateway/networks").toString()).doesNotContain("data");
    }

    @Test
    void everyAlertHasItsParagraphAndEveryParagraphItsAlert() throws IOException {
        Set<String> paragraphs = DeployFiles.names(
                Path.of("..", "docs", "OPERATIONS.md"), Pattern.compile("(?m)^#### (Giveback[A-Za-z]+)$"));
        List<DeployFiles.Alert> alerts = DeployFiles.alerts();
        assertThat(alerts).hasSizeGreaterThan(15);
        assertThat(alerts).extracting(DeployFiles.Alert::name).containsExactlyInAnyOrderElementsOf(paragraphs);
        alerts.forEach(
                alert -> assertThat(alert.anchor()).isEqualTo(alert.name().toLowerCase(Locale.ROOT)));
    }

    private static Set<String> readVariables() throws IOException {
        Set<String> read = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."), 5)) {
            for (Path file : files.filter(each -> each.toString().contains("src/main/resources"))
                    .filter(each -> each.toString().endsWith(".conf"))
                    .toList()) {
                read.addAll(DeployFiles.names(file, SETTING));
            }
        }
        assertThat(read).contains("GIVEBACK_LOYALTY_PORT", "GIVEBACK_DATABASE_PASSWORD", "GIVEBACK_TLS_CA");
        // The entry point takes these from a file.
        Path entry = DeployFiles.DEPLOY.resolve("image/giveback-service");
        for (String secret : List.of("GIVEBACK_DATABASE_PASSWORD", "GIVEBACK_SMTP_PASSWORD")) {
            assertThat(DeployFiles.text(entry)).contains(secret);
            read.add(secret + "_FILE");
        }
        return read;
    }

    private static Set<String> unread(Map<String, Map<String, String>> installation, Set<String> read) {
        Set<String> unread = new TreeSet<>();
        installation.forEach((service, environment) -> environment.keySet().stream()
                .filter(name -> !read.contains(name))
                .forEach(name -> unread.add(service + ": " + name)));
        return unread;
    }

    private static int port(String service, String kind) {
        Config defaults =
                ConfigFactory.parseResources("giveback-" + service + ".conf").resolve(ConfigResolveOptions.noSystem());
        return defaults.getInt("giveback." + service + "." + kind + ".port");
    }

    private static int containerPort(JsonNode container, String name) {
        for (JsonNode port : container.get("ports")) {
            if (port.get("name").asText().equals(name)) {
                return port.get("containerPort").asInt();
            }
        }
        throw new AssertionError(container.get("name") + " has no port " + name);
    }
}
