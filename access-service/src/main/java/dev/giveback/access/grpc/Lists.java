package dev.giveback.access.grpc;

import com.google.protobuf.util.Timestamps;
import dev.giveback.access.directory.ApprovalFilter;
import dev.giveback.access.directory.ApprovalList;
import dev.giveback.access.directory.AuditFilter;
import dev.giveback.access.directory.AuditList;
import dev.giveback.access.directory.KeyList;
import dev.giveback.access.domain.ApprovalState;
import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.ListApprovalsRequest;
import dev.giveback.access.v1.ListApprovalsResponse;
import dev.giveback.access.v1.ListAuditEntriesRequest;
import dev.giveback.access.v1.ListAuditEntriesResponse;
import dev.giveback.access.v1.ListKeysRequest;
import dev.giveback.access.v1.ListKeysResponse;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Pages of keys, acts and approvals. One more than a page has is asked for, to know whether there is another. */
final class Lists {
    private final KeyList keys;
    private final AuditList audit;
    private final ApprovalList approvals;
    private final InstantSource clock;

    Lists(KeyList keys, AuditList audit, ApprovalList approvals, InstantSource clock) {
        this.keys = keys;
        this.audit = audit;
        this.approvals = approvals;
        this.clock = clock;
    }

    CompletionStage<ListKeysResponse> keys(ListKeysRequest call) {
        int size = PageTokens.size(call.getPageSize());
        return keys.page(
                        PageTokens.key(call.getPageToken()),
                        call.getIncludeSessions(),
                        call.getOnlyActive(),
                        clock.instant(),
                        size + 1)
                .thenApply(found -> {
                    List<Key> page = first(found, size);
                    return ListKeysResponse.newBuilder()
                            .addAllKeys(page)
                            .setNextPageToken(found.size() > size ? after(page.getLast()) : "")
                            .build();
                });
    }

    private static String after(Key key) {
        return PageTokens.afterKey(
                Timestamps.toMillis(key.getCreateTime()), key.getName().substring("keys/".length()));
    }

    CompletionStage<ListAuditEntriesResponse> audit(ListAuditEntriesRequest call) {
        if (!call.getProgram().isEmpty()) {
            Checks.program(call.getProgram(), "program");
        }
        AuditFilter filter = new AuditFilter(
                call.getProgram(),
                call.getPrincipal(),
                call.getMethod(),
                call.getResource(),
                Checks.time(call.hasStartTime(), call.getStartTime(), "start_time"),
                Checks.time(call.hasEndTime(), call.getEndTime(), "end_time"));
        int size = PageTokens.size(call.getPageSize());
        return audit.page(filter, PageTokens.number(call.getPageToken()), size + 1)
                .thenApply(found -> {
                    List<AuditEntry> page = first(found, size);
                    return ListAuditEntriesResponse.newBuilder()
                            .addAllEntries(page)
                            .setNextPageToken(
                                    found.size() > size ? after(page.getLast().getName()) : "")
                            .build();
                });
    }

    CompletionStage<ListApprovalsResponse> approvals(ListApprovalsRequest call) {
        ApprovalFilter filter =
                new ApprovalFilter(Checks.program(call.getParent(), "parent"), states(call), clock.instant());
        int size = PageTokens.size(call.getPageSize());
        return approvals
                .page(filter, PageTokens.number(call.getPageToken()), size + 1)
                .thenApply(found -> {
                    List<ApprovalRequest> page = first(found, size);
                    return ListApprovalsResponse.newBuilder()
                            .addAllApprovals(page)
                            .setNextPageToken(
                                    found.size() > size ? after(page.getLast().getName()) : "")
                            .build();
                });
    }

    private static Set<ApprovalState> states(ListApprovalsRequest call) {
        Set<ApprovalState> states = EnumSet.noneOf(ApprovalState.class);
        call.getStatesList().forEach(state -> states.add(ApprovalViews.state(state)));
        return states.isEmpty() ? EnumSet.of(ApprovalState.WAITING) : states;
    }

    private static String after(String name) {
        return PageTokens.afterNumber(Long.parseLong(name.substring(name.lastIndexOf('/') + 1)));
    }

    private static <T> List<T> first(List<T> found, int size) {
        return found.subList(0, Math.min(size, found.size()));
    }
}
