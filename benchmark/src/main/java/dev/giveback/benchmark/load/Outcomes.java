package dev.giveback.benchmark.load;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

/** Names how a call ended: {@code OK}, or the gRPC code and, if the other end gave one, the reason of its ErrorInfo. */
public final class Outcomes {
    /** The name of a call that was answered as it should be. */
    public static final String OK = "OK";
    /** The name of a call that ended well and brought no message, which no unary call may. */
    static final String NO_MESSAGE = "OK without a message";
    /** The name of a call that was answered, but with something else than was asked for. */
    static final String WRONG = "OK with another answer";

    private Outcomes() {}

    static String nameOf(Status status, Metadata trailers, boolean hasMessage) {
        if (status.isOk()) {
            return hasMessage ? OK : NO_MESSAGE;
        }
        String code = status.getCode().name();
        for (Any detail : StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return code + " (" + reasonOf(detail) + ")";
            }
        }
        return code;
    }

    private static String reasonOf(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException problem) {
            return "unreadable reason";
        }
    }
}
