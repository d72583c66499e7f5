package dev.giveback.standalone.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;

/** Reads why a call failed. */
public final class Refusals {
    private Refusals() {}

    /** The reason of the {@code google.rpc.ErrorInfo} if there is one, else the name of the status code. */
    public static String reason(Throwable failed) {
        com.google.rpc.Status details = StatusProto.fromThrowable(failed);
        if (details != null) {
            for (Any detail : details.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return reason(detail);
                }
            }
        }
        return Status.fromThrowable(failed).getCode().name();
    }

    /** The description of a status, or its code if there is none. */
    public static String text(Status status) {
        String description = status.getDescription();
        return description == null ? status.getCode().name() : description;
    }

    /** A field that breaks its rule. */
    public record Violation(String field, String rule) {}

    /** Every field that a call was refused for; empty when it was refused for something else. */
    public static List<Violation> violations(Throwable failed) {
        com.google.rpc.Status details = StatusProto.fromThrowable(failed);
        List<Violation> violations = new ArrayList<>();
        if (details != null) {
            for (Any detail : details.getDetailsList()) {
                if (detail.is(BadRequest.class)) {
                    badRequest(detail)
                            .getFieldViolationsList()
                            .forEach(field -> violations.add(new Violation(field.getField(), field.getDescription())));
                }
            }
        }
        return violations;
    }

    private static BadRequest badRequest(Any detail) {
        try {
            return detail.unpack(BadRequest.class);
        } catch (InvalidProtocolBufferException garbled) {
            return BadRequest.getDefaultInstance();
        }
    }

    private static String reason(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException garbled) {
            return "UNREADABLE_ERROR_INFO";
        }
    }
}
