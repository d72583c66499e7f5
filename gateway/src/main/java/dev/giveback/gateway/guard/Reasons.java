package dev.giveback.gateway.guard;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

/** Reasons of refusals, as they stand in the trailers. */
final class Reasons {
    private Reasons() {}

    /** The reason of a refusal; empty if there is none. */
    static String of(Status status, Metadata trailers) {
        com.google.rpc.Status details = status.isOk() ? null : StatusProto.fromStatusAndTrailers(status, trailers);
        if (details == null) {
            return "";
        }
        for (Any detail : details.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return detail.unpack(ErrorInfo.class).getReason();
                } catch (InvalidProtocolBufferException malformed) {
                    return "";
                }
            }
        }
        return "";
    }
}
