package dev.giveback.access;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.concurrent.Callable;

/** What refusals say. */
final class Refusals {
    private Refusals() {}

    /** Code and reason of the refusal that this call ends in. */
    static String of(Callable<?> call) throws Exception {
        try {
            Object answer = call.call();
            throw new AssertionError("answer: " + answer + " (expected: a refusal)");
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() + " " + reason(e);
        }
    }

    private static String reason(StatusRuntimeException failure) throws InvalidProtocolBufferException {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return String.valueOf(failure.getMessage());
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return detail.unpack(ErrorInfo.class).getReason();
            }
        }
        return status.getMessage();
    }
}
