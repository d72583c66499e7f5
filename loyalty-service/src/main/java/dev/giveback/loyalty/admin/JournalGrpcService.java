package dev.giveback.loyalty.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.acts.ActList;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.rebuild.Rebuilds;
import dev.giveback.loyalty.rebuild.SnapshotDrops;
import dev.giveback.loyalty.v1.AdminAct;
import dev.giveback.loyalty.v1.DropSnapshotsRequest;
import dev.giveback.loyalty.v1.DropSnapshotsResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.loyalty.v1.RebuildDirectoryRequest;
import dev.giveback.loyalty.v1.RebuildDirectoryResponse;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The journal service by gRPC: each verb is handed to what does it. */
public final class JournalGrpcService extends JournalServiceGrpc.JournalServiceImplBase {
    private final ActList actList;
    private final Executor blocking;
    private final Rebuilds rebuilds;
    private final SnapshotDrops snapshotDrops;

    /**
     * The service.
     *
     * @param blocking whose threads may take their time
     */
    public JournalGrpcService(ActList actList, Executor blocking, Rebuilds rebuilds, SnapshotDrops snapshotDrops) {
        this.actList = actList;
        this.blocking = blocking;
        this.rebuilds = rebuilds;
        this.snapshotDrops = snapshotDrops;
    }

    @Override
    public void rebuildDirectory(RebuildDirectoryRequest call, StreamObserver<RebuildDirectoryResponse> responses) {
        rebuilds.rebuild(call, responses);
    }

    @Override
    public void dropSnapshots(DropSnapshotsRequest call, StreamObserver<DropSnapshotsResponse> responses) {
        snapshotDrops.drop(call, responses);
    }

    @Override
    public void listAdminActs(ListAdminActsRequest call, StreamObserver<ListAdminActsResponse> responses) {
        long before = before(call.getPageToken());
        int size = Pages.size(call.getPageSize());
        Responses.send(CompletableFuture.supplyAsync(() -> acts(before, size), blocking), responses);
    }

    private ListAdminActsResponse acts(long before, int size) {
        try {
            List<AdminAct> acts = actList.before(before, size + 1);
            ListAdminActsResponse.Builder page =
                    ListAdminActsResponse.newBuilder().addAllActs(acts.subList(0, Math.min(size, acts.size())));
            if (acts.size() > size) {
                page.setNextPageToken(
                        Pages.tokenAfter(Long.toString(acts.get(size - 1).getActId())));
            }
            return page.build();
        } catch (SQLException | InvalidProtocolBufferException unread) {
            throw new CompletionException(unread);
        }
    }

    private static long before(String token) {
        try {
            return token.isEmpty()
                    ? Long.MAX_VALUE
                    : Long.parseLong(Pages.last(token).orElse(""));
        } catch (NumberFormatException noToken) {
            throw RefusalStatus.of(Refusal.field("page_token", "must be the next_page_token of a page before"));
        }
    }
}
