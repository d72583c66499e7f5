package dev.giveback.standalone;

import com.google.protobuf.MessageOrBuilder;
import dev.giveback.client.GivebackClient;
import dev.giveback.standalone.client.GatewayClient;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands take that change something of a customer. */
final class ChangeOptions {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "Id of the change; the same again changes nothing more (default: a new one).")
    private @Nullable String requestId;

    @Option(names = "--dry-run", description = "Only look whether it could be done; change nothing.")
    private boolean dryRun;

    String requestId() {
        if (requestId == null) {
            requestId = GivebackClient.newRequestId();
        }
        return requestId;
    }

    boolean isDryRun() {
        return dryRun;
    }

    ShowOptions options() {
        return options;
    }

    String customer(String id) {
        return options.customer(id);
    }

    /** Asks for the change, and shows the answer. */
    <T extends MessageOrBuilder> int show(Function<GatewayClient, T> change, Function<T, List<String>> lines) {
        return options.show(change, answer -> dryRun ? withNote(lines.apply(answer)) : lines.apply(answer));
    }

    private static List<String> withNote(List<String> lines) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("Nothing was changed; this is what would come of it:"),
                        lines.stream())
                .toList();
    }
}
