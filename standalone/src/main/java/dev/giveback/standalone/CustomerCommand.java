package dev.giveback.standalone;

import picocli.CommandLine.Command;

/** {@code giveback customer}. */
@Command(
        name = "customer",
        description = "Shows what a customer has and is; gives, changes or erases what is personal.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CustomerShowCommand.class,
            CustomerPreferencesCommand.class,
            CustomerProfileCommand.class,
            CustomerExportCommand.class,
            CustomerEraseCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback customer show 13085        a customer of the replayed shop",
            "  giveback customer preferences 13085 --prefer Candles --avoid Toys",
            "  giveback customer profile 13085     what the customer told of themselves",
            "  giveback customer export 13085      all that is held about the customer, as JSON",
            "  giveback customer erase 13085 --reason 'ticket 4711'"
        })
final class CustomerCommand {
    private CustomerCommand() {}
}
