package dev.giveback.benchmark.load;

import io.grpc.MethodDescriptor;
import java.util.function.Supplier;

/**
 * One kind of unary call that is sent again and again.
 *
 * @param method the method to call
 * @param requests gives a new request each time; called from many threads at once
 */
public record Workload<Q, A>(MethodDescriptor<Q, A> method, Supplier<Q> requests) {}
