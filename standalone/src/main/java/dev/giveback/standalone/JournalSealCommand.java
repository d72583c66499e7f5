package dev.giveback.standalone;

import dev.giveback.loyalty.v1.SealJournalRequest;
import dev.giveback.loyalty.v1.SealJournalResponse;
import dev.giveback.loyalty.v1.SealedRoot;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import io.grpc.StatusRuntimeException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback journal seal}. */
@Command(
        name = "seal",
        description = {
            "Signs the whole journal as it is now: one hash over all events of all customers, programs and admins,"
                    + " stored and added to seals/roots.jsonl in the data directory. One seal a day is made without being"
                    + " asked for.",
            "Copy that file and seal-key.pub.pem to where whoever can change the database cannot change them."
        },
        footer = {"", "Example:", "  giveback journal seal --reason \"end of the quarter\""})
final class JournalSealCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (GatewayClient client = admin.connect();
                WorkLine line = WorkLine.onStandardError("seal")) {
            Iterator<SealJournalResponse> steps = client.journalWorks()
                    .sealJournal(SealJournalRequest.newBuilder()
                            .setContext(admin.context())
                            .build());
            while (steps.hasNext()) {
                SealJournalResponse step = steps.next();
                if (step.hasProgress()) {
                    line.show(step.getProgress());
                } else {
                    output.show(step.getRoot(), JournalSealCommand::lines);
                }
            }
            return 0;
        } catch (StatusRuntimeException failed) {
            throw admin.failure(failed);
        }
    }

    private static List<String> lines(SealedRoot seal) {
        return List.of(
                "Seal " + seal.getNumber() + " of " + Printing.time(seal.getSealTime(), ""),
                "  events   " + Numbers.grouped(seal.getEventCount()) + " of " + Numbers.grouped(seal.getJournalCount())
                        + " customers, programs and admins",
                "  root     " + HexFormat.of().formatHex(seal.getRootHash().toByteArray()),
                "  key      " + seal.getKeyId());
    }
}
