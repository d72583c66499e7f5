package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.CustomerJournals;
import dev.giveback.loyalty.v1.CheckDriftRequest;
import dev.giveback.loyalty.v1.CheckDriftResponse;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.grpc.Principals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** Recomputes customers chosen at random from their first event, and compares snapshots, read models and memory with that. */
public final class DriftCheck {
    private static final int PAGE_ROWS = 1_000;

    /** Anybody can choose the same again, on any server: the hash has no seed but ours. */
    private static final String CHOSEN = """
        SELECT program, customer FROM customer_directory WHERE ? = '' OR program = ?
        ORDER BY md5(? || '|' || program || '|' || customer) LIMIT ?
        """;

    private final CustomerSources sources;
    private final DataSource source;
    private final CustomerJournals journals;
    private final LiveCustomers live;
    private final Executor readers;

    /**
     * A check of the customers of one schema.
     *
     * @param journals where events of customers come from, which are waited for
     * @param readers whose threads may block
     */
    public DriftCheck(CustomerSources sources, CustomerJournals journals, LiveCustomers live, Executor readers) {
        this.sources = sources;
        this.source = sources.journal();
        this.journals = journals;
        this.live = live;
        this.readers = readers;
    }

    /** The same request with the seed that it will be done with: the one that was given, or a new one. */
    public static CheckDriftRequest withSeed(CheckDriftRequest call) {
        return call.getSeed() != 0
                ? call
                : call.toBuilder()
                        .setSeed(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE))
                        .build();
    }

    /**
     * The act of a check, with its seed.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT when a field breaks its rule
     */
    public AdminAsk ask(CheckDriftRequest call) {
        if (!call.getProgram().isEmpty() && CustomerId.parse(call.getProgram() + "/customers/0") == null) {
            throw RefusalStatus.of(Refusal.field("program", "must be programs/{program}"));
        }
        return new AdminAsk(
                "CheckDrift",
                call.getProgram(),
                Principals.current(),
                call.getContext().getOperator(),
                call.getContext().getReason(),
                Map.of("asked", Integer.toString(call.getCustomers()), "seed", Long.toString(call.getSeed())));
    }

    /** Checks, and gives what came of it for the record of the act. */
    public Map<String, String> run(CheckDriftRequest call, WorkStream<CheckDriftResponse> stream)
            throws SQLException, InterruptedException {
        Findings findings = new Findings(call.getMaxFindings());
        findings.looked().setSeed(call.getSeed());
        ProgramVersions versions = new ProgramVersions(source);
        List<CustomerId> chosen = chosen(call);
        long done = 0;
        for (CustomerId id : chosen) {
            stream.step();
            if (stream.isProgressDue()) {
                stream.send(CheckMessages.OF_DRIFT.progress(stream.progress(done, chosen.size(), "customers"), ""));
            }
            // Before its rows are read, so that they cannot be behind it.
            Customer inMemory = live.read(id).toCompletableFuture().join().orElse(null);
            journals.awaitMerged(id);
            new CustomerRun<>(versions, findings, stream, CheckMessages.OF_DRIFT, 0)
                    .run(id.program(), CustomerPages.ofCustomer(sources, readers, id, PAGE_ROWS), inMemory);
            done++;
        }
        stream.send(CheckMessages.OF_DRIFT.summary(findings.summary()));
        Map<String, String> figures = new HashMap<>(findings.figures());
        figures.put("live_states", Long.toString(findings.looked().getLiveStates()));
        return figures;
    }

    private List<CustomerId> chosen(CheckDriftRequest call) throws SQLException {
        String program = call.getProgram().isEmpty() ? "" : call.getProgram().substring("programs/".length());
        List<CustomerId> chosen = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(CHOSEN)) {
            statement.setString(1, program);
            statement.setString(2, program);
            statement.setString(3, Long.toString(call.getSeed()));
            statement.setInt(4, call.getCustomers());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    chosen.add(new CustomerId(row.getString(1), row.getString(2)));
                }
            }
        }
        return chosen;
    }
}
