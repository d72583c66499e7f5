package dev.giveback.gateway.guard;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call whose end is recorded before the caller learns of it, so that whoever has an answer finds it in the audit log. */
final class RecordedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Acts.Act act;
    private final Acts acts;
    private final AtomicBoolean ended = new AtomicBoolean();

    RecordedCall(ServerCall<Q, A> call, Acts.Act act, Acts acts) {
        super(call);
        this.act = act;
        this.acts = acts;
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (ended.compareAndSet(false, true)) {
            var unused = acts.end(act, status.getCode().name(), Reasons.of(status, trailers))
                    .whenComplete((done, failure) -> super.close(status, trailers));
        }
    }

    /** What comes from the caller on its way to the service: a caller who goes away ends the act. */
    ServerCall.Listener<Q> listening(ServerCall.Listener<Q> behind) {
        return new SimpleForwardingServerCallListener<>(behind) {
            @Override
            public void onCancel() {
                if (ended.compareAndSet(false, true)) {
                    var unused = acts.end(act, Status.Code.CANCELLED.name(), "");
                }
                super.onCancel();
            }
        };
    }
}
