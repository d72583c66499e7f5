package dev.giveback.loyalty;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** How a call was refused, as a caller over the network sees it. */
record Refusal(
        Status.Code code,
        String message,
        String domain,
        String reason,
        Map<String, String> details,
        List<String> fields) {
    /** Makes a call that must be refused. */
    static Refusal of(Executable call) {
        StatusRuntimeException refused = Assertions.assertThrows(StatusRuntimeException.class, call);
        com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        ErrorInfo info = ErrorInfo.getDefaultInstance();
        List<String> fields = List.of();
        try {
            for (Any detail : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    info = detail.unpack(ErrorInfo.class);
                }
                if (detail.is(BadRequest.class)) {
                    fields = detail.unpack(BadRequest.class).getFieldViolationsList().stream()
                            .map(violation -> violation.getField() + ": " + violation.getDescription())
                            .toList();
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        return new Refusal(
                refused.getStatus().getCode(),
                status.getMessage(),
                info.getDomain(),
                info.getReason(),
                info.getMetadataMap(),
                fields);
    }
}
