package dev.giveback.benchmark.load;

import io.grpc.MethodDescriptor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One kind of unary call that is sent again and again.
 *
 * @param method the method to call
 * @param requests gives a new request each time; called from many threads at once
 * @param isRight whether an answer is what was asked for; one that is not is no success
 */
public record Workload<Q, A>(MethodDescriptor<Q, A> method, Supplier<Q> requests, Predicate<A> isRight)
        implements Work {
    /** Calls whose answers need not be looked at. */
    public Workload(MethodDescriptor<Q, A> method, Supplier<Q> requests) {
        this(method, requests, answer -> true);
    }

    @Override
    public void send(Target target, long number, Consumer<String> done) {
        target.send(number, this, done);
    }
}
