package dev.giveback.loyalty.rebuild;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.directory.CustomerRebuild;
import dev.giveback.loyalty.directory.DirectoryRebuild;
import dev.giveback.loyalty.directory.RebuildOutcome;
import dev.giveback.loyalty.directory.RebuildRefused;
import dev.giveback.loyalty.directory.RebuildSteps;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.v1.RebuildDirectoryRequest;
import dev.giveback.loyalty.v1.RebuildDirectoryResponse;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The verb RebuildDirectory. */
public final class Rebuilds {
    private static final String VERB = "RebuildDirectory";

    private final Works works;
    private final DirectoryRebuild whole;
    private final CustomerRebuild one;

    /** @param source the admins' connections; a rebuild takes two of them at most */
    public Rebuilds(Works works, DataSource source) {
        this.works = works;
        this.whole = new DirectoryRebuild(source);
        this.one = new CustomerRebuild(source);
    }

    /** Rebuilds as asked, on a thread of its own. */
    public void rebuild(RebuildDirectoryRequest call, StreamObserver<RebuildDirectoryResponse> responses) {
        try {
            if (!call.getValidateOnly()) {
                Asks.expectReason(call.getContext());
            }
            Map<String, String> details = Map.of("validate_only", Boolean.toString(call.getValidateOnly()));
            if (call.getCustomer().isEmpty()) {
                works.start(
                        Asks.of(VERB, "", call.getContext(), details),
                        responses,
                        stream -> done(stream, () -> whole.all(call.getValidateOnly(), steps(stream))));
            } else {
                CustomerId customer = Asks.customer(call.getCustomer(), "customer");
                works.start(
                        Asks.of(VERB, customer.name(), call.getContext(), details),
                        responses,
                        stream -> done(stream, () -> one.rebuild(customer, call.getValidateOnly())));
            }
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    @FunctionalInterface
    private interface Rebuild {
        RebuildOutcome run() throws SQLException, InterruptedException, RebuildRefused;
    }

    private static Map<String, String> done(WorkStream<RebuildDirectoryResponse> stream, Rebuild rebuild)
            throws SQLException, InterruptedException {
        try {
            RebuildOutcome outcome = rebuild.run();
            stream.send(RebuildDirectoryResponse.newBuilder()
                    .setRebuild(RebuildMapper.toProto(outcome))
                    .build());
            return figures(outcome);
        } catch (RebuildRefused refused) {
            throw RefusalStatus.of(refused.refusal());
        }
    }

    private static RebuildSteps steps(WorkStream<RebuildDirectoryResponse> stream) {
        return new RebuildSteps() {
            @Override
            public void step() {
                stream.step();
            }

            @Override
            public void at(long events, long total) throws InterruptedException {
                if (stream.isProgressDue()) {
                    stream.send(RebuildDirectoryResponse.newBuilder()
                            .setProgress(stream.progress(events, total, "events"))
                            .build());
                }
            }
        };
    }

    private static Map<String, String> figures(RebuildOutcome outcome) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("events", Long.toString(outcome.events()));
        figures.put("customers_missing", Long.toString(outcome.customers().missing()));
        figures.put("customers_extra", Long.toString(outcome.customers().extra()));
        figures.put("customers_different", Long.toString(outcome.customers().different()));
        figures.put("points_difference", Long.toString(outcome.customers().points()));
        figures.put("switched", Boolean.toString(outcome.switched()));
        return figures;
    }
}
