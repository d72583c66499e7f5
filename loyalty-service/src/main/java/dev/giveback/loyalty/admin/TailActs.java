package dev.giveback.loyalty.admin;

import dev.giveback.loyalty.feed.TailRecord;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.platform.acts.ActOutcome;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.grpc.Principals;
import java.util.Map;

/** A stream of events as an act: it begins when it is opened, and ends when its reader leaves. */
final class TailActs implements TailRecord {
    private final AdminActs acts;
    private final AdminAsk ask;
    private long actId;

    TailActs(AdminActs acts, TailEventsRequest call) {
        this.acts = acts;
        this.ask = new AdminAsk(
                "TailEvents",
                subject(call),
                Principals.current(),
                call.getContext().getOperator(),
                call.getContext().getReason(),
                Map.of("from", from(call)));
    }

    private static String subject(TailEventsRequest call) {
        boolean isOne = call.getCustomersCount() + call.getProgramsCount() == 1;
        if (!isOne) {
            return "";
        }
        return call.getCustomersCount() == 1 ? call.getCustomers(0) : call.getPrograms(0);
    }

    private static String from(TailEventsRequest call) {
        if (call.getFromEnd()) {
            return "end";
        }
        return call.getResumeToken().isEmpty() ? "beginning" : call.getResumeToken();
    }

    @Override
    public void begin() {
        actId = acts.begin(ask).toCompletableFuture().join();
    }

    @Override
    public void end(long events, boolean wasWell) {
        acts.end(actId, wasWell ? ActOutcome.OK : ActOutcome.FAILED, Map.of("events", Long.toString(events)))
                .toCompletableFuture()
                .join();
    }
}
