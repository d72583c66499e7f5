package dev.giveback.standalone;

import dev.giveback.loyalty.v1.RotateKeysRequest;
import dev.giveback.loyalty.v1.RotateKeysResponse;
import dev.giveback.loyalty.v1.RotationResult;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback journal rotate-keys}. */
@Command(
        name = "rotate-keys",
        description = "Wraps the keys of all customers by the primary master key.",
        footer = {
            "",
            "Examples:",
            "  giveback journal rotate-keys --new-master-key --reason 'every year'",
            "  giveback journal rotate-keys --reason 'goes on where it was broken off'"
        })
final class JournalRotateKeysCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Option(names = "--new-master-key", description = "Make a new master key first, in the file of master keys.")
    private boolean newMasterKey;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (admin.context().getReason().isBlank()) {
            throw Problem.usage("--reason: is missing; it is recorded why keys were rotated");
        }
        try (GatewayClient client = admin.connect()) {
            output.show(rotate(client), JournalRotateKeysCommand::lines);
            return 0;
        } catch (Refused refused) {
            throw Problem.failed("refused: " + refused.getMessage(), refused);
        }
    }

    private static List<String> lines(RotationResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("Primary master key: " + result.getPrimaryMasterKey());
        lines.add("Keys of customers: " + Numbers.grouped(result.getKeysRewrapped()) + " wrapped anew, "
                + Numbers.grouped(result.getKeysLeft()) + " were before");
        if (result.getUnusedMasterKeysCount() > 0) {
            lines.add("Not used any more: " + String.join(", ", result.getUnusedMasterKeysList())
                    + " (backups from before need them)");
        }
        return lines;
    }

    private RotationResult rotate(GatewayClient client) {
        RotationResult result = RotationResult.getDefaultInstance();
        try (WorkLine line = WorkLine.onStandardError("rotate-keys")) {
            Iterator<RotateKeysResponse> messages = client.journalWorks()
                    .rotateKeys(RotateKeysRequest.newBuilder()
                            .setContext(admin.context())
                            .setNewMasterKey(newMasterKey)
                            .build());
            while (messages.hasNext()) {
                RotateKeysResponse message = messages.next();
                if (message.hasProgress()) {
                    line.show(message.getProgress());
                } else {
                    result = message.getResult();
                }
            }
            return result;
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
    }
}
