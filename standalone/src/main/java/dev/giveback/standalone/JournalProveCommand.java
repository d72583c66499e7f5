package dev.giveback.standalone;

import dev.giveback.loyalty.v1.EventProof;
import dev.giveback.loyalty.v1.ProveEventRequest;
import dev.giveback.loyalty.v1.ProveEventResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback journal prove}. */
@Command(
        name = "prove",
        description = {
            "Writes the proof that an event of a customer stood in the journal when it was sealed. It holds this event"
                    + " and hashes, no other event.",
            "Who doubts it needs the proof, a copy of roots.jsonl and seal-key.pub.pem, and Java: java"
                    + " VerifyProof.java proof.json roots.jsonl seal-key.pub.pem"
        },
        footer = {"", "Example:", "  giveback journal prove 12347 3 --out proof.json"})
final class JournalProveCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions history = new HistoryOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "The customer.")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "SEQ", description = "Its number, from 1.")
    private long sequenceNumber;

    @Option(names = "--seal", paramLabel = "N", defaultValue = "0", description = "By this seal (default: the latest).")
    private long seal;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to (default: standard output).")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        if (out.toString().isEmpty()) {
            history.output().expectNoCsv("a proof without --out");
            System.out.println(Printing.storedJson(prove()));
            return 0;
        }
        EventProof proof = prove();
        try {
            Files.writeString(out, Printing.storedJson(proof) + "\n");
        } catch (IOException failed) {
            throw Problem.failed(out + " cannot be written: " + failed.getMessage(), failed);
        }
        if (history.output().isForPrograms()) {
            history.output()
                    .things(
                            List.of("file", "seal", "customer", "event"),
                            List.of(List.of(
                                    out.toString(),
                                    proof.getSealNumber(),
                                    history.customer(customer),
                                    proof.getSequenceNumber())));
        } else {
            System.out.println("The proof is in " + out);
        }
        return 0;
    }

    private EventProof prove() {
        EventProof proof = EventProof.getDefaultInstance();
        try (GatewayClient client = history.connect();
                WorkLine line = WorkLine.onStandardError("prove")) {
            Iterator<ProveEventResponse> steps = client.journalWorks()
                    .proveEvent(ProveEventRequest.newBuilder()
                            .setContext(history.context())
                            .setCustomer(history.customer(customer))
                            .setSequenceNumber(sequenceNumber)
                            .setSealNumber(seal)
                            .build());
            while (steps.hasNext()) {
                ProveEventResponse step = steps.next();
                if (step.hasProgress()) {
                    line.show(step.getProgress());
                } else {
                    proof = step.getProof();
                }
            }
            return proof;
        } catch (StatusRuntimeException failed) {
            throw history.failure(failed);
        }
    }
}
