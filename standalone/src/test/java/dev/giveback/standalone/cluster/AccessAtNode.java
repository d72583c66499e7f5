package dev.giveback.standalone.cluster;

import com.google.protobuf.ByteString;
import dev.giveback.access.v1.AccessFinding;
import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.giveback.access.v1.ApprovalPolicy;
import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.EndActRequest;
import dev.giveback.access.v1.GetCallerResponse;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceBlockingStub;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.ListAuditEntriesRequest;
import dev.giveback.access.v1.ListAuditEntriesResponse;
import dev.giveback.access.v1.ResolveKeyRequest;
import dev.giveback.access.v1.ResolveKeyResponse;
import dev.giveback.access.v1.ReviewApprovalRequest;
import dev.giveback.access.v1.RevokeKeyRequest;
import dev.giveback.access.v1.RotateKeyRequest;
import dev.giveback.access.v1.UpdateApprovalPolicyRequest;
import dev.giveback.access.v1.VerifyAccessJournalRequest;
import dev.giveback.access.v1.VerifyAccessJournalResponse;
import dev.giveback.options.v1.ApprovalKind;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The access service as one node answers, asked again while it cannot. */
record AccessAtNode(Channel channel) {
    private static final Metadata.Key<byte[]> CALLER =
            Metadata.Key.of("giveback-caller-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final GetCallerResponse ADMIN = GetCallerResponse.newBuilder()
            .setPrincipal("https://id.example#anna")
            .addScopes("*")
            .addPrograms("*")
            .build();

    private AccessServiceBlockingStub admin() {
        Metadata headers = new Metadata();
        headers.put(CALLER, ADMIN.toByteArray());
        return AccessServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private AccessServiceBlockingStub call() {
        return admin().withDeadlineAfter(5, TimeUnit.SECONDS);
    }

    private GuardServiceBlockingStub guard() {
        return GuardServiceGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.SECONDS);
    }

    Key create(String request) {
        return Again.untilAnswered(asked -> call().createKey(CreateKeyRequest.newBuilder()
                        .setRequestId(request)
                        .setKey(Key.newBuilder()
                                .setDisplayName(request)
                                .addScopes("checkout")
                                .addPrograms("programs/shop"))
                        .build()))
                .getKey();
    }

    Key rotate(String name) {
        return Again.untilAnswered(asked -> call().rotateKey(RotateKeyRequest.newBuilder()
                        .setRequestId("rotate")
                        .setName(name)
                        .build()))
                .getKey();
    }

    Key revoke(String name) {
        return Again.untilAnswered(asked -> call().revokeKey(
                                RevokeKeyRequest.newBuilder().setName(name).build()))
                .getKey();
    }

    ResolveKeyResponse resolve(String name) {
        return Again.untilAnswered(asked -> guard().resolveKey(ResolveKeyRequest.newBuilder()
                .setKeyId(name.replace("keys/", ""))
                .build()));
    }

    void policy(String program) {
        var unused = Again.untilAnswered(asked -> call().updateApprovalPolicy(UpdateApprovalPolicyRequest.newBuilder()
                .setPolicy(ApprovalPolicy.newBuilder()
                        .setName("programs/" + program + "/approvalPolicy")
                        .setErasure(true))
                .build()));
    }

    ApprovalRequest ask(String program) {
        return Again.untilAnswered(asked -> guard().checkApproval(CheckApprovalRequest.newBuilder()
                        .setProgram("programs/" + program)
                        .setKind(ApprovalKind.APPROVAL_KIND_ERASURE)
                        .setMethod("m")
                        .setResource("programs/" + program + "/customers/c")
                        .setRequestSha256(ByteString.copyFrom(new byte[32]))
                        .setRequester("keys/abcdefghijkl")
                        .build()))
                .getApproval();
    }

    ApprovalRequest approve(String name) {
        return Again.untilAnswered(asked -> call().reviewApproval(ReviewApprovalRequest.newBuilder()
                        .setName(name)
                        .setApprove(true)
                        .build()))
                .getApproval();
    }

    /** What is not answered may be recorded all the same, so its method says how often it was asked. */
    String begin(String method) {
        return Again.untilAnswered(asked -> guard().beginAct(BeginActRequest.newBuilder()
                        .setEntry(AuditEntry.newBuilder()
                                .setPrincipal("keys/abcdefghijkl")
                                .setMethod(method + "/" + asked))
                        .build()))
                .getName();
    }

    void end(String name) {
        var unused = Again.untilAnswered(asked -> guard().endAct(
                        EndActRequest.newBuilder().setName(name).setCode("OK").build()));
    }

    /** The audit log, the newest first. */
    List<AuditEntry> log() {
        List<AuditEntry> entries = new ArrayList<>();
        ListAuditEntriesRequest.Builder request =
                ListAuditEntriesRequest.newBuilder().setPageSize(1_000);
        do {
            ListAuditEntriesResponse page = Again.untilAnswered(asked -> call().listAuditEntries(request.build()));
            entries.addAll(page.getEntriesList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return entries;
    }

    List<AccessFinding> verify() {
        List<AccessFinding> findings = new ArrayList<>();
        admin().verifyAccessJournal(VerifyAccessJournalRequest.getDefaultInstance())
                .forEachRemaining(answer -> {
                    if (answer.getPartCase() == VerifyAccessJournalResponse.PartCase.FINDING) {
                        findings.add(answer.getFinding());
                    }
                });
        return findings;
    }
}
