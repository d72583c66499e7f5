package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionCommandTest {
    @Test
    void bashTakesTheScriptAndCompletesACommand(@TempDir Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("completion.sh");
        Files.writeString(script, Commands.printed("completion bash").out());
        String completes = "source " + script + "; COMP_WORDS=(giveback poi); COMP_CWORD=1; COMP_LINE='giveback poi';"
                + " _complete_giveback; echo \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", completes)
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said.strip()).endsWith("points");
    }

    @Test
    void zshLoadsWhatTheScriptNeedsFirst() {
        assertThat(Commands.printed("completion zsh").out()).startsWith("autoload -U +X compinit && compinit");
        assertThat(Commands.printed("completion fish").exitCode()).isEqualTo(2);
    }
}
