package dev.giveback.gateway.guard;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.CheckApprovalResponse;
import dev.giveback.access.v1.EndActRequest;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceFutureStub;
import dev.giveback.gateway.guard.MethodRule.ReadMethod;
import dev.giveback.options.v1.ApprovalKind;
import io.grpc.Channel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts that are recorded, or that a second person may have to approve. One that cannot be recorded is not done. What a method changes is read by its read method
 * before and after; that this fails, or that the end cannot be recorded, does not hold up the act.
 */
final class Acts {
    private static final Logger log = LoggerFactory.getLogger(Acts.class);
    private static final long DEADLINE_SECONDS = 5;
    private static final long END_DEADLINE_SECONDS = 2;

    private final GuardServiceFutureStub service;
    private final Function<String, Channel> services;
    private final InstantSource clock;

    Acts(Channel access, Function<String, Channel> services, InstantSource clock) {
        this.service = GuardServiceGrpc.newFutureStub(access);
        this.services = services;
        this.clock = clock;
    }

    /** An act that may be done, and was recorded if it is one of those. */
    record Act(MethodRule rule, Caller caller, String resource, String name, String approval) {
        boolean isRecorded() {
            return !name.isEmpty();
        }
    }

    /**
     * Lets an act begin; completes with a refusal if a second person has to approve it first, or if it cannot be recorded. A trial changes nothing, so it is
     * neither asked about nor recorded: a form that is checked as somebody types would leave more entries than all acts.
     */
    CompletableFuture<Act> begin(MethodRule rule, Caller caller, String address, Tenancy tenancy) {
        if (RequestFields.isTrial(rule, tenancy.message())) {
            return CompletableFuture.completedFuture(new Act(rule, caller, tenancy.resource(), "", ""));
        }
        String json = PlainJson.of(rule.request(), tenancy.message());
        return approved(rule, caller, tenancy, json)
                .thenCompose(approval -> read(rule, caller, tenancy.resource())
                        .thenCompose(before -> record(rule, caller, address, tenancy, json, before, approval)));
    }

    /** The name of the approval; empty if none is needed. */
    private CompletableFuture<String> approved(MethodRule rule, Caller caller, Tenancy tenancy, String json) {
        if (rule.approval() == ApprovalKind.APPROVAL_KIND_UNSPECIFIED) {
            return CompletableFuture.completedFuture("");
        }
        CheckApprovalRequest question = CheckApprovalRequest.newBuilder()
                .setProgram(ResourceNames.program(tenancy.resource()))
                .setKind(rule.approval())
                .setMethod(rule.method())
                .setResource(tenancy.resource())
                .setRequestSha256(hash(rule.method(), tenancy.message()))
                .setRequestJson(json)
                .setRequester(caller.principal())
                .setPoints(RequestFields.points(rule, tenancy.message()))
                .build();
        return Futures.of(service.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .checkApproval(question))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(Refusals.actsUnavailable()))
                .thenApply(Acts::expectApproved);
    }

    private static String expectApproved(CheckApprovalResponse answer) {
        if (!answer.getNeeded()) {
            return "";
        }
        String name = answer.getApproval().getName();
        return switch (answer.getApproval().getState()) {
            case APPROVAL_STATE_APPROVED -> name;
            case APPROVAL_STATE_DECLINED -> throw Refusals.approvalDeclined(name);
            case APPROVAL_STATE_UNSPECIFIED, APPROVAL_STATE_WAITING, APPROVAL_STATE_EXPIRED, UNRECOGNIZED ->
                throw Refusals.approvalRequired(name);
        };
    }

    private CompletableFuture<Act> record(
            MethodRule rule,
            Caller caller,
            String address,
            Tenancy tenancy,
            String json,
            String before,
            String approval) {
        Act unrecorded = new Act(rule, caller, tenancy.resource(), "", approval);
        if (!rule.audited()) {
            return CompletableFuture.completedFuture(unrecorded);
        }
        AuditEntry entry = AuditEntry.newBuilder()
                .setBeginTime(Timestamps.fromMillis(clock.millis()))
                .setPrincipal(caller.principal())
                .setDisplayName(caller.displayName())
                .setMethod(rule.method())
                .setProgram(ResourceNames.program(tenancy.resource()))
                .setResource(tenancy.resource())
                .setAddress(address)
                .setRequestJson(json)
                .setBeforeJson(before)
                .setApproval(approval)
                .build();
        BeginActRequest begin = BeginActRequest.newBuilder().setEntry(entry).build();
        return Futures.of(service.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .beginAct(begin))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(Refusals.actsUnavailable()))
                .thenApply(begun -> new Act(rule, caller, tenancy.resource(), begun.getName(), approval));
    }

    /** Records how an act ended; completes in any case. */
    CompletableFuture<?> end(Act act, String code, String reason) {
        return (code.equals("OK")
                        ? read(act.rule(), act.caller(), act.resource())
                        : CompletableFuture.completedFuture(""))
                .thenCompose(after -> ended(EndActRequest.newBuilder()
                        .setName(act.name())
                        .setCode(code)
                        .setReason(reason)
                        .setAfterJson(after)
                        .build()))
                .exceptionally(failure -> {
                    log.warn("The end of {} was not recorded: {}", act.name(), failure.toString());
                    return null;
                });
    }

    private CompletableFuture<?> ended(EndActRequest end) {
        ListenableFuture<?> answer = service.withDeadlineAfter(END_DEADLINE_SECONDS, TimeUnit.SECONDS)
                .endAct(end);
        return Futures.of(answer);
    }

    /** What the method changes, as JSON; empty if there is no way to read it or it is not there. */
    private CompletableFuture<String> read(MethodRule rule, Caller caller, String resource) {
        ReadMethod read = rule.read();
        if (read == null || resource.isEmpty()) {
            return CompletableFuture.completedFuture("");
        }
        return ReadCall.of(services.apply(read.method()), read, caller, resource)
                .thenApply(bytes -> PlainJson.of(read.response(), bytes))
                .exceptionally(failure -> "");
    }

    private static ByteString hash(String method, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(method.getBytes(StandardCharsets.UTF_8));
            return ByteString.copyFrom(digest.digest(message));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
