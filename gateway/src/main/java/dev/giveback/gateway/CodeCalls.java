package dev.giveback.gateway;

import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceStub;
import dev.giveback.gateway.guard.Guess;
import dev.giveback.gateway.guard.Guessing;
import dev.giveback.platform.grpc.Principals;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The calls about a code of a checkout, which is one guess. They end with it, at the latest at their own limit, and no thread waits for them. */
final class CodeCalls {
    /** The longest that a checkout waits for its codes. */
    static final long MAX_WAIT_MILLIS = 2_000;

    /** They get one part in so many of the time that the checkout has left. */
    static final int SHARE = 2;

    private final Context context;
    private final CodeServiceStub codes;

    private final Guess guess;

    private CodeCalls(Context context, CodeServiceStub codes, Guess guess) {
        this.context = context;
        this.codes = codes;
        this.guess = guess;
    }

    /** Calls of the checkout that is being handled, to be made on its thread, in its context. */
    static CodeCalls ofThisCheckout(Channel couponService, Guess guess) {
        Context context = Context.current();
        Deadline deadline = context.getDeadline();
        long most = TimeUnit.MILLISECONDS.toNanos(MAX_WAIT_MILLIS);
        long wait = deadline == null ? most : Math.min(most, deadline.timeRemaining(TimeUnit.NANOSECONDS) / SHARE);
        Metadata headers = new Metadata();
        headers.put(Principals.KEY, Guessing.current().principal());
        return new CodeCalls(
                context,
                CodeServiceGrpc.newStub(couponService)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .withDeadline(Deadline.after(wait, TimeUnit.NANOSECONDS)),
                guess);
    }

    CompletableFuture<ClaimCodeResponse> claim(ClaimCodeRequest request) {
        return call(answer -> codes.claimCode(request, answer));
    }

    CompletableFuture<CheckCodeResponse> check(CheckCodeRequest request) {
        return this.<CheckCodeResponse>call(answer -> codes.checkCode(request, answer))
                .whenComplete((answer, failure) -> {
                    if (answer != null) {
                        guess.refused(answer.getRefusalReason());
                    }
                });
    }

    private <A> CompletableFuture<A> call(Consumer<StreamObserver<A>> call) {
        Answer<A> answer = new Answer<>();
        // A later call is made on the thread that brought the answer to an earlier one.
        context.run(() -> call.accept(answer));
        return answer.future.whenComplete((answered, failure) -> {
            if (failure != null) {
                guess.failed(failure);
            }
        });
    }

    private static final class Answer<A> implements StreamObserver<A> {
        private final CompletableFuture<A> future = new CompletableFuture<>();

        @Override
        public void onNext(A answer) {
            future.complete(answer);
        }

        @Override
        public void onError(Throwable failure) {
            future.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            future.completeExceptionally(new IllegalStateException("the call ended (expected: an answer before)"));
        }
    }
}
