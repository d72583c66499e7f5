package dev.giveback.gateway.guard;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.giveback.gateway.guard.GuardSettings.GuessSettings;
import dev.giveback.options.v1.Priority;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * A call of a caller who may make it, if they may for what its request names: the call is opened only when the first message has been looked at, a second person
 * has approved it where one has to, and it was recorded where it is to be.
 */
final class Passage<Q, A> extends ServerCall.Listener<Q> {
    private static final byte[] NOTHING = {};

    private final Arrival<Q, A> arrival;
    private final Caller caller;
    private final Checks checks;
    private ServerCall.@Nullable Listener<Q> behind;
    private volatile boolean refused;

    /** What a request is held to. */
    record Checks(Limits limits, Guesses guesses, GuessSettings settings, Acts acts) {}

    private Passage(Arrival<Q, A> arrival, Caller caller, Checks checks) {
        this.arrival = arrival;
        this.caller = caller;
        this.checks = checks;
    }

    static <Q, A> ServerCall.Listener<Q> begin(Arrival<Q, A> arrival, Caller caller, Checks checks) {
        Passage<Q, A> passage = new Passage<>(arrival, caller, checks);
        arrival.call().askForFirst();
        return passage;
    }

    @Override
    public void onMessage(Q message) {
        if (refused) {
            return;
        }
        try {
            byte[] bytes = bytes(message);
            Tenancy tenancy = Tenancy.check(arrival.rule(), caller, bytes);
            checks.limits().ofCustomer(tenancy.customer());
            // What is filled in makes it longer.
            Q passed = tenancy.message().length == bytes.length ? message : withMore(message, tenancy.message());
            opened(tenancy).onMessage(passed);
        } catch (StatusRuntimeException refusal) {
            refuse(refusal);
        }
    }

    /** A call without any message names nothing. */
    @Override
    public void onHalfClose() {
        if (refused) {
            return;
        }
        try {
            ServerCall.Listener<Q> listener =
                    behind == null ? opened(Tenancy.check(arrival.rule(), caller, NOTHING)) : behind;
            listener.onHalfClose();
        } catch (StatusRuntimeException refusal) {
            refuse(refusal);
        }
    }

    @Override
    public void onCancel() {
        if (behind != null) {
            behind.onCancel();
        }
    }

    @Override
    public void onComplete() {
        if (behind != null) {
            behind.onComplete();
        }
    }

    @Override
    public void onReady() {
        if (behind != null) {
            behind.onReady();
        }
    }

    private ServerCall.Listener<Q> opened(Tenancy tenancy) {
        ServerCall.Listener<Q> listener = behind;
        if (listener == null) {
            listener = arrival.rule().isAct() ? asAct(tenancy) : guessing(tenancy.customer());
            behind = listener;
        }
        return listener;
    }

    /** Opens a call that may guess: its own refusals count where its method says so, and a checkout counts what it asks about codes. */
    private ServerCall.Listener<Q> guessing(String customer) {
        MethodRule rule = arrival.rule();
        if (!rule.guardsSecret() && rule.priority() != Priority.PRIORITY_CHECKOUT) {
            return arrival.open();
        }
        Guessing guessing = new Guessing(checks.guesses(), checks.settings(), caller, customer, arrival.address());
        if (rule.guardsSecret()) {
            Guess guess = guessing.begin();
            arrival.call().atEnd((status, trailers) -> {
                guess.failed(status, trailers);
                guess.end();
            });
            arrival.call().watchAnswers(rule.refusalInAnswer(), guess::refused);
        }
        return Contexts.interceptCall(
                guessing.in(Context.current()), arrival.call(), arrival.headers(), arrival.next());
    }

    private ServerCall.Listener<Q> asAct(Tenancy tenancy) {
        DelayedListener<Q> delayed = new DelayedListener<>();
        Context context = Context.current();
        var unused = checks.acts()
                .begin(arrival.rule(), caller, arrival.address(), tenancy)
                .whenComplete((act, failure) -> context.run(() -> delayed.open(openAct(act, failure))));
        return delayed;
    }

    private ServerCall.Listener<Q> openAct(Acts.@Nullable Act act, @Nullable Throwable failure) {
        try {
            if (act != null && !Context.current().isCancelled()) {
                return act.isRecorded() ? openRecorded(act) : arrival.open();
            }
            if (failure != null) {
                refuse(Refusals.from(failure, arrival.rule().method()));
            } else if (act != null && act.isRecorded()) {
                var unused = checks.acts().end(act, "CANCELLED", "");
            }
        } catch (RuntimeException bug) {
            refuse(Refusals.from(bug, arrival.rule().method()));
        }
        return new ServerCall.Listener<>() {};
    }

    private ServerCall.Listener<Q> openRecorded(Acts.Act act) {
        RecordedCall<Q, A> call = new RecordedCall<>(arrival.call(), act, checks.acts());
        return call.listening(arrival.next().startCall(call, arrival.headers()));
    }

    private void refuse(StatusRuntimeException refusal) {
        refused = true;
        arrival.call().refuse(refusal);
        if (behind != null) {
            behind.onCancel();
        }
    }

    private static byte[] bytes(Object message) {
        return message instanceof byte[] forwarded ? forwarded : ((MessageLite) message).toByteArray();
    }

    /** The same kind of message with these bytes. */
    @SuppressWarnings("unchecked")
    private static <Q> Q withMore(Q message, byte[] bytes) {
        if (message instanceof byte[]) {
            return (Q) bytes;
        }
        try {
            return (Q) ((MessageLite) message).getParserForType().parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was added are whole fields", e);
        }
    }
}
