package dev.giveback.gateway.guard;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One guess that may be made: it counts unless it turns out not to be wrong. One whose outcome nobody has seen counts against its customer, because the caller can
 * break off a guess and look at what came of it in another way; not against the key and the address of a whole shop, or the codes of all its customers would be
 * refused after the calls of a bad minute ran out of time.
 */
public final class Guess {
    /** What a wrong guess is answered with. */
    private static final Set<String> WRONG = Set.of("CODE_NOT_FOUND", "REFERRAL_CODE_NOT_FOUND", "LINK_NOT_VALID");

    private static final Set<Status.Code> UNSEEN = Set.of(Status.Code.CANCELLED, Status.Code.DEADLINE_EXCEEDED);

    private final Runnable giveBack;
    private final Runnable giveBackOfMany;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean isWrong;
    private volatile boolean isUnseen;

    /**
     * A guess that was taken.
     *
     * @param giveBackOfMany gives it back to all but the one who answers for it most closely
     */
    Guess(Runnable giveBack, Runnable giveBackOfMany) {
        this.giveBack = giveBack;
        this.giveBackOfMany = giveBackOfMany;
    }

    /** Takes note of a failure: it may be a refusal of a wrong guess. */
    public void failed(Throwable failure) {
        Metadata trailers = Status.trailersFromThrowable(failure);
        failed(Status.fromThrowable(failure), trailers == null ? new Metadata() : trailers);
    }

    void failed(Status status, Metadata trailers) {
        isUnseen |= UNSEEN.contains(status.getCode());
        refused(Reasons.of(status, trailers));
    }

    /** Takes note of the reason of a refusal: it may be that of a wrong guess. */
    public void refused(String reason) {
        isWrong |= WRONG.contains(reason);
    }

    /** It was made, and all that came of it has been said. */
    public void end() {
        if (over.compareAndSet(false, true) && !isWrong) {
            (isUnseen ? giveBackOfMany : giveBack).run();
        }
    }
}
