package dev.giveback.standalone;

import dev.giveback.loyalty.v1.DropSnapshotsRequest;
import dev.giveback.loyalty.v1.DropSnapshotsResponse;
import dev.giveback.loyalty.v1.SnapshotsDropped;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback journal snapshots}. */
@Command(
        name = "snapshots",
        description = "Drops the snapshots of customers; no state is lost by it.",
        synopsisSubcommandLabel = "COMMAND")
final class JournalSnapshotsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Without a command, says what there is. */
    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command? One of: drop (--help explains)");
        }
    }

    @Command(
            name = "drop",
            description = {
                "Drops snapshots: of everybody, of one program, or of one customer.",
                "A customer of a hundred events or more writes its snapshot anew when it is next read from them."
            },
            footer = {
                "",
                "Examples:",
                "  giveback journal snapshots drop --reason \"new build\"",
                "  giveback journal snapshots drop --customer 12346 --reason \"ticket 7\""
            })
    Integer drop(
            @Mixin AdminOptions admin,
            @Mixin OutputOptions output,
            @Option(
                            names = "--program",
                            paramLabel = "NAME",
                            description = "Of this program alone (default: all; of a customer, online-retail).")
                    @Nullable
                    String program,
            @Option(names = "--customer", paramLabel = "ID", defaultValue = "", description = "Of this customer alone.")
                    String customer) {
        String all = program == null ? "" : JournalNames.program(program);
        String subject = customer.isEmpty() ? all : JournalNames.customer(program, customer);
        try (GatewayClient client = admin.connect()) {
            output.show(
                    dropped(client, admin, subject),
                    dropped -> List.of("Dropped " + Numbers.grouped(dropped.getSnapshotCount()) + " snapshots of "
                            + Numbers.grouped(dropped.getCustomerCount()) + " customers, "
                            + Numbers.grouped(dropped.getByteCount()) + " bytes."));
            return 0;
        }
    }

    private static SnapshotsDropped dropped(GatewayClient client, AdminOptions admin, String subject) {
        DropSnapshotsRequest request = DropSnapshotsRequest.newBuilder()
                .setContext(admin.context())
                .setSubject(subject)
                .build();
        try (WorkLine line = WorkLine.onStandardError("drop")) {
            Iterator<DropSnapshotsResponse> messages = client.journalWorks().dropSnapshots(request);
            while (messages.hasNext()) {
                DropSnapshotsResponse message = messages.next();
                if (message.hasDropped()) {
                    return message.getDropped();
                }
                line.show(message.getProgress());
            }
        } catch (StatusRuntimeException failed) {
            throw client.failure(failed);
        }
        throw Problem.failed("dropping ended without an outcome");
    }
}
