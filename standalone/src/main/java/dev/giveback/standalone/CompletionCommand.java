package dev.giveback.standalone;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code giveback completion}. */
@Command(
        name = "completion",
        description = "Prints the script by which a shell completes commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(giveback completion bash)              in this shell",
            "  giveback completion bash > ~/.local/share/bash-completion/completions/giveback",
            "  source <(giveback completion zsh)               in ~/.zshrc: in every shell"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells that the script is for. */
    enum Shell {
        /** GNU bash. */
        BASH,
        /** zsh, which runs the script of bash. */
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.BASH;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            if (shell == Shell.ZSH) {
                System.out.println("autoload -U +X compinit && compinit");
            }
            System.out.print(AutoComplete.bash("giveback", spec.root().commandLine()));
        }
        return 0;
    }
}
