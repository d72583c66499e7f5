package dev.giveback.loyalty.seal;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.seal.SealTables.Stored;
import dev.giveback.loyalty.v1.EventProof;
import dev.giveback.loyalty.v1.ProveEventRequest;
import dev.giveback.loyalty.v1.ProveEventResponse;
import dev.giveback.loyalty.v1.SealJournalRequest;
import dev.giveback.loyalty.v1.SealJournalResponse;
import dev.giveback.loyalty.v1.SealSummary;
import dev.giveback.loyalty.v1.SealedRoot;
import dev.giveback.loyalty.v1.VerifySealsRequest;
import dev.giveback.loyalty.v1.VerifySealsResponse;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.journal.JournalCut;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What admins do with seals: make one, prove an event by one, compare all with the journal. */
public final class JournalSeals {
    private static final String UNIT = "events";

    private final DataSource source;
    private final Works works;
    private final @Nullable Sealing sealing;

    /**
     * Seals in the directory of the settings; without one every verb is refused.
     *
     * @param source the admins' connections
     */
    public JournalSeals(DataSource source, Works works, SealSettings settings, InstantSource clock) {
        this.source = source;
        this.works = works;
        this.sealing = settings.directory()
                .map(directory -> new Sealing(source, directory, clock))
                .orElse(null);
    }

    @Nullable
    Sealing sealing() {
        return sealing;
    }

    /** Makes a seal now. */
    public void seal(SealJournalRequest call, String principal, StreamObserver<SealJournalResponse> responses) {
        works.start(ask("SealJournal", "", principal, call.getContext(), Map.of()), responses, stream -> {
            SealedRoot seal = open().make(steps(
                    stream,
                    progress -> SealJournalResponse.newBuilder()
                            .setProgress(progress)
                            .build()));
            stream.send(SealJournalResponse.newBuilder().setRoot(seal).build());
            return figures(seal);
        });
    }

    static Map<String, String> figures(SealedRoot seal) {
        return Map.of("seal", Long.toString(seal.getNumber()), UNIT, Long.toString(seal.getEventCount()));
    }

    /** Proves an event. */
    public void prove(ProveEventRequest call, String principal, StreamObserver<ProveEventResponse> responses) {
        CustomerId customer = CustomerId.parse(call.getCustomer());
        if (customer == null) {
            responses.onError(RefusalStatus.of(Refusal.field("customer", CustomerId.RULE)));
            return;
        }
        Map<String, String> details = Map.of("sequence_number", Long.toString(call.getSequenceNumber()));
        works.start(
                ask("ProveEvent", customer.name(), principal, call.getContext(), details),
                responses,
                stream -> prove(call, customer, stream));
    }

    private Map<String, String> prove(
            ProveEventRequest call, CustomerId customer, WorkStream<ProveEventResponse> stream) throws Exception {
        SealedRoot seal = find(call.getSealNumber());
        ProofWalk walk = new ProofWalk(PersistenceIds.of(customer), call.getSequenceNumber());
        Sealing.walk(
                Sealing.everything(source, new JournalCut(seal.getCut())),
                walk::add,
                steps(
                        stream,
                        progress -> ProveEventResponse.newBuilder()
                                .setProgress(progress)
                                .build()));
        if (!walk.end()) {
            throw RefusalStatus.of(new Refusal(
                    Reason.EVENT_NOT_FOUND,
                    "sequence_number: seal " + seal.getNumber() + " holds no event " + call.getSequenceNumber() + " of "
                            + customer.name(),
                    Map.of("seal_number", Long.toString(seal.getNumber()))));
        }
        if (!walk.fits(seal)) {
            throw Status.DATA_LOSS
                    .withDescription("the journal is not what seal " + seal.getNumber()
                            + " says, so nothing can be proved by it; giveback journal seals verify names what changed")
                    .asRuntimeException();
        }
        EventProof proof = walk.proof(seal);
        stream.send(ProveEventResponse.newBuilder().setProof(proof).build());
        return Map.of("seal", Long.toString(seal.getNumber()));
    }

    private SealedRoot find(long number) throws Exception {
        List<Stored> seals = open().tables().all();
        if (seals.isEmpty() || number > seals.size()) {
            throw noSeal("seal_number: there is no seal " + (number == 0 ? "yet" : Long.toString(number)));
        }
        return seals.get((int) (number == 0 ? seals.size() : number) - 1).seal();
    }

    /** Compares all seals with the journal. */
    public void verify(VerifySealsRequest call, String principal, StreamObserver<VerifySealsResponse> responses) {
        works.start(ask("VerifySeals", "", principal, call.getContext(), Map.of()), responses, stream -> {
            SealComparison comparison = new SealComparison(
                    source,
                    open(),
                    finding -> stream.send(
                            VerifySealsResponse.newBuilder().setFinding(finding).build()));
            SealSummary summary = comparison.run(steps(
                    stream,
                    progress -> VerifySealsResponse.newBuilder()
                            .setProgress(progress)
                            .build()));
            stream.send(VerifySealsResponse.newBuilder().setSummary(summary).build());
            return Map.of(
                    "seals", Long.toString(summary.getSealCount()),
                    "findings", Long.toString(summary.getFindingCount()));
        });
    }

    private Sealing open() {
        if (sealing == null) {
            throw noSeal("seals: none are made here, because giveback.loyalty.seal.directory is not set");
        }
        return sealing;
    }

    private static RuntimeException noSeal(String message) {
        return RefusalStatus.of(new Refusal(Reason.SEAL_NOT_FOUND, message, Map.of()));
    }

    private static AdminAsk ask(
            String verb, String subject, String principal, AdminContext context, Map<String, String> details) {
        return new AdminAsk(verb, subject, principal, context.getOperator(), context.getReason(), details);
    }

    private <R> Sealing.Steps steps(WorkStream<R> stream, Function<WorkProgress, R> message) throws SQLException {
        long total = Totals.events(source);
        return events -> {
            if (stream.isProgressDue()) {
                stream.send(message.apply(stream.progress(events, total, UNIT)));
            }
            stream.step();
        };
    }
}
