package dev.giveback.access.grpc;

import dev.giveback.access.actor.Audit;
import dev.giveback.access.actor.AuditReply;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActResponse;
import dev.giveback.access.v1.EndActRequest;
import dev.giveback.access.v1.EndActResponse;
import dev.giveback.platform.contract.KnownFields;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Acts that begin and end. */
final class AuditCalls {
    private static final String COLLECTION = "audit/";
    private static final Pattern NAME = Pattern.compile(COLLECTION + "([1-9][0-9]{0,17})");

    private final Audit audit;

    AuditCalls(Audit audit) {
        this.audit = audit;
    }

    CompletionStage<BeginActResponse> begin(AuditEntry entry, Duration patience) {
        if (entry.getPrincipal().isEmpty() || entry.getMethod().isEmpty()) {
            throw Checks.refused("entry", "must have a principal and a method");
        }
        if (!entry.getProgram().isEmpty()) {
            Checks.program(entry.getProgram(), "entry.program");
        }
        AuditEntry begun = KnownFields.of(entry).toBuilder()
                .clearName()
                .clearBeginTime()
                .clearEndTime()
                .clearCode()
                .clearReason()
                .clearAfterJson()
                .build();
        return audit.begin(begun, patience)
                .thenApply(reply -> BeginActResponse.newBuilder()
                        .setName(COLLECTION + recorded(reply))
                        .build());
    }

    CompletionStage<EndActResponse> end(EndActRequest call, Duration patience) {
        Matcher name = NAME.matcher(call.getName());
        if (!name.matches()) {
            throw Checks.refused("name", "must be audit/{entry}");
        }
        if (call.getCode().isEmpty()) {
            throw Checks.refused("code", "must not be empty");
        }
        return audit.end(Long.parseLong(name.group(1)), call.getCode(), call.getReason(), call.getAfterJson(), patience)
                .thenApply(reply -> {
                    recorded(reply);
                    return EndActResponse.getDefaultInstance();
                });
    }

    private static long recorded(AuditReply reply) {
        return switch (reply) {
            case AuditReply.Recorded recorded -> recorded.id();
            case AuditReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
        };
    }
}
