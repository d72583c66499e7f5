package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback catalogue}: the products that recommendations know. */
@Command(
        name = "catalogue",
        description = "Reads a program's products, and brings them in from a file.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CatalogueImportCommand.class, CatalogueShowCommand.class, CatalogueListCommand.class},
        footer = {
            "",
            "Examples:",
            "  giveback catalogue import products.csv",
            "  giveback catalogue show 85123A",
            "  giveback catalogue list --category LIGHTING"
        })
final class CatalogueCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Without a command, says what there is. */
    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "which command? One of: "
                            + String.join(", ", spec.subcommands().keySet()) + " (--help explains)");
        }
    }
}
