package dev.giveback.loyalty.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.acts.ActList;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.grpc.PersonalDataExport;
import dev.giveback.loyalty.privacy.PrivacyVerbs;
import dev.giveback.loyalty.v1.AdminAct;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.EraseCustomerResponse;
import dev.giveback.loyalty.v1.ExportCustomerRequest;
import dev.giveback.loyalty.v1.ExportCustomerResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.loyalty.v1.RotateKeysRequest;
import dev.giveback.loyalty.v1.RotateKeysResponse;
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
    private final PrivacyVerbs privacy;
    private final PersonalDataExport personalData;

    /**
     * The service.
     *
     * @param blocking whose threads may take their time
     * @param privacy erasing, and rotating master keys
     * @param personalData what is held about a person
     */
    public JournalGrpcService(
            ActList actList, Executor blocking, PrivacyVerbs privacy, PersonalDataExport personalData) {
        this.actList = actList;
        this.blocking = blocking;
        this.privacy = privacy;
        this.personalData = personalData;
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

    @Override
    public void eraseCustomer(EraseCustomerRequest call, StreamObserver<EraseCustomerResponse> responses) {
        privacy.erase(call, responses);
    }

    @Override
    public void exportCustomer(ExportCustomerRequest call, StreamObserver<ExportCustomerResponse> responses) {
        personalData.export(call, responses);
    }

    @Override
    public void rotateKeys(RotateKeysRequest call, StreamObserver<RotateKeysResponse> responses) {
        privacy.rotate(call, responses);
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
