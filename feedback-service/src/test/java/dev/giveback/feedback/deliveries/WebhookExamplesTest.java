package dev.giveback.feedback.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.RunningFeedback;
import dev.giveback.feedback.deliveries.Receiver.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of the documentation, run as a shop would run them, on a call that really came in. */
final class WebhookExamplesTest {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookExamplesTest.class);

    @Test
    void theExamplesTellARightCallFromAForgedOne() throws Exception {
        try (Hooked hooked = Hooked.start();
                Receiver receiver = Receiver.open()) {
            String secret = hooked.live("crm", receiver.url(), webhook -> webhook);
            hooked.earn("anna");
            RunningFeedback.await(() -> !receiver.calls().isEmpty());
            Call call = receiver.calls().getFirst();

            agrees(List.of(java(), example("VerifyWebhook.java").toString()), secret, call);
            Optional<String> node = onPath("node");
            if (node.isPresent()) {
                agrees(List.of(node.get(), example("verify-webhook.mjs").toString()), secret, call);
            } else {
                LOG.warn("There is no node on this machine: the example for Node was not run.");
            }
        }
    }

    private static void agrees(List<String> command, String secret, Call call) throws Exception {
        assertThat(run(command, secret, call, call.text())).isZero();
        assertThat(run(command, secret, call, call.text() + " ")).isEqualTo(1);
        assertThat(run(command, "whsec_" + "A".repeat(43) + "=", call, call.text()))
                .isEqualTo(1);
    }

    private static int run(List<String> command, String secret, Call call, String body) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(secret, call.id(), call.timestamp(), call.signature()));
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(body.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path example(String name) throws IOException {
        Path file = Path.of("../examples/webhooks", name);
        return (Files.exists(file) ? file : Path.of("examples/webhooks", name)).toRealPath();
    }

    private static Optional<String> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
