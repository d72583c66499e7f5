package dev.giveback.loyalty.backtest;

import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.program.ProgramMapper;
import dev.giveback.loyalty.rules.ConditionCache;
import dev.giveback.loyalty.v1.BacktestRequest;
import dev.giveback.loyalty.v1.BacktestResponse;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.contract.KnownFields;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Tells what would have come of other rules. */
public final class Backtests {
    private final Works works;
    private final DataSource source;
    private final ProgramMapper mapper;
    private final ConditionCache conditions;
    private final Supplier<String> principal;

    /**
     * Backtests over a journal.
     *
     * @param source connections that find it
     * @param conditions what those of coupons mean
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     */
    public Backtests(
            Works works,
            DataSource source,
            ProgramMapper mapper,
            ConditionCache conditions,
            Supplier<String> principal) {
        this.works = works;
        this.source = source;
        this.mapper = mapper;
        this.conditions = conditions;
        this.principal = principal;
    }

    /** Answers a call, on its thread, by a stream. */
    public void start(BacktestRequest call, StreamObserver<BacktestResponse> responses) {
        BacktestRequest request = KnownFields.of(call);
        if (request.hasSinceTime()
                && request.hasUntilTime()
                && Timestamps.compare(request.getSinceTime(), request.getUntilTime()) >= 0) {
            throw RefusalStatus.of(Refusal.field("until_time", "must be after since_time"));
        }
        works.start(ask(request), responses, stream -> run(request, stream));
    }

    private AdminAsk ask(BacktestRequest request) {
        Map<String, String> details = new TreeMap<>();
        details.put("candidates", Integer.toString(request.getCandidatesCount()));
        if (request.hasSinceTime()) {
            details.put("since", Timestamps.toString(request.getSinceTime()));
        }
        if (request.hasUntilTime()) {
            details.put("until", Timestamps.toString(request.getUntilTime()));
        }
        return new AdminAsk(
                "Backtest",
                request.getProgram(),
                principal.get(),
                request.getContext().getOperator(),
                request.getContext().getReason(),
                details);
    }

    private Map<String, String> run(BacktestRequest request, WorkStream<BacktestResponse> stream) throws Exception {
        return new BacktestRun(request, stream, source, mapper, conditions).run();
    }
}
