package dev.giveback.gateway.guard;

import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.gateway.guard.MethodRule.Reach;
import dev.giveback.platform.grpc.Principals;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The chain that every call passes, in this order: caller, scope, limits, programs, approval, audit. What is refused reaches no service. */
public final class Guard implements ServerInterceptor, AutoCloseable {
    private static final Metadata.Key<byte[]> CALLER =
            Metadata.Key.of("giveback-caller-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final String ACCESS_METHODS = AccessServiceGrpc.SERVICE_NAME + "/";

    private static final int VERIFYING = 2;
    private static final int VERIFYING_WAIT = 1_000;

    private final MethodRules rules;
    private final Callers callers;
    private final Limits limits;
    private final Passage.Checks checks;
    private final Load load;
    private final ExecutorService verifying;

    private Guard(
            MethodRules rules,
            Callers callers,
            Acts acts,
            GuardSettings settings,
            Guesses guesses,
            ExecutorService verifying) {
        this.rules = rules;
        this.callers = callers;
        this.limits = new Limits(settings);
        this.checks = new Passage.Checks(limits, guesses, settings.guesses(), acts);
        this.verifying = verifying;
        this.load = new Load(settings, System::nanoTime);
    }

    /**
     * Starts it: from now on it follows what becomes of keys.
     *
     * @param settings limits, and whose tokens are accepted
     * @param rules of all methods that are served
     * @param access a channel to the access service
     * @param services the channel to the service that has a method, by the method's full name
     * @param meters where refusals are counted
     */
    public static Guard start(
            GuardSettings settings,
            MethodRules rules,
            Channel access,
            Function<String, Channel> services,
            MeterRegistry meters) {
        InstantSource clock = InstantSource.system();
        Guesses guesses = new Guesses(settings.guesses().period());
        // Few are needed: a token is verified once.
        ExecutorService verifying = new ThreadPoolExecutor(
                VERIFYING,
                VERIFYING,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(VERIFYING_WAIT),
                Thread.ofPlatform().daemon().name("tokens-", 0).factory());
        Tokens tokens =
                settings.tokens().map(of -> new Tokens(of, verifying, clock)).orElse(null);
        Callers callers = new Callers(
                new Keys(access, clock), tokens, guesses, settings.guesses().unknownKeysOfAddress());
        Guard guard = new Guard(rules, callers, new Acts(access, services, clock), settings, guesses, verifying);
        Gauge.builder("giveback.gateway.calls.limit", guard.load, Load::limit)
                .description("Calls that may be under way at once")
                .register(meters);
        Gauge.builder("giveback.gateway.calls.under.way", guard.load, Load::underWay)
                .description("Calls that are under way")
                .register(meters);
        return guard;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        MethodRule rule = rules.of(call.getMethodDescriptor().getFullMethodName());
        if (rule == null) {
            throw Refusals.notServed();
        }
        Entrance entrance = Entrance.take(call, headers);
        CompletableFuture<Caller> caller = callers.find(entrance);
        Arrival<Q, A> arrival = new Arrival<>(rule, entrance.address(), new GuardedCall<>(call), headers, next);
        return caller.isDone() ? admit(arrival, caller) : later(arrival, caller);
    }

    /** The call's deadline and cancellation stay those of the thread that it came on. */
    private <Q, A> ServerCall.Listener<Q> later(Arrival<Q, A> arrival, CompletableFuture<Caller> caller) {
        DelayedListener<Q> delayed = new DelayedListener<>();
        Context context = Context.current();
        var unused = caller.whenComplete(
                (found, failure) -> context.run(() -> delayed.open(admitOrRefuse(arrival, caller))));
        return delayed;
    }

    private <Q, A> ServerCall.Listener<Q> admitOrRefuse(Arrival<Q, A> arrival, CompletableFuture<Caller> caller) {
        try {
            return admit(arrival, caller);
        } catch (RuntimeException refused) {
            arrival.call().refuse(Refusals.from(refused, arrival.rule().method()));
            return new ServerCall.Listener<>() {};
        }
    }

    private <Q, A> ServerCall.Listener<Q> admit(Arrival<Q, A> arrival, CompletableFuture<Caller> found) {
        MethodRule rule = arrival.rule();
        Caller caller = outcome(found, rule);
        if (!caller.has(rule.scope())) {
            throw Refusals.scopeMissing(rule.scope());
        }
        if (rule.reach() instanceof Reach.WholeInstallation && !caller.allPrograms()) {
            throw Refusals.allProgramsNeeded();
        }
        limits.ofCaller(caller);
        arrival.headers().put(Principals.KEY, caller.principal());
        if (rule.method().startsWith(ACCESS_METHODS)) {
            arrival.headers().put(CALLER, caller.encoded());
        }
        ServerCall.Listener<Q> listener = rule.needsRequest() ? Passage.begin(arrival, caller, checks) : arrival.open();
        return new WatchedListener<>(
                new EnteringListener<>(listener, arrival.call(), () -> enter(arrival)), arrival.call());
    }

    /** A stream lives as long as it is listened to: it needs room when it begins, and takes no place. */
    private void enter(Arrival<?, ?> arrival) {
        MethodRule rule = arrival.rule();
        MethodType type = arrival.call().getMethodDescriptor().getType();
        Load.Place place = load.enter(rule.method(), rule.priority());
        if (type == MethodType.UNARY) {
            arrival.call().atEnd((status, trailers) -> place.leave());
        } else {
            place.leaveUnmeasured();
        }
    }

    private static Caller outcome(CompletableFuture<Caller> found, MethodRule rule) {
        try {
            return found.join();
        } catch (CompletionException failed) {
            throw Refusals.from(failed, rule.method());
        }
    }

    @Override
    public void close() {
        callers.close();
        verifying.shutdownNow();
    }
}
