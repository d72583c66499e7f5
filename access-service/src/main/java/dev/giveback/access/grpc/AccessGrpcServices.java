package dev.giveback.access.grpc;

import dev.giveback.access.actor.Approvals;
import dev.giveback.access.actor.Audit;
import dev.giveback.access.actor.Keys;
import dev.giveback.access.changes.KeyChanges;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.directory.ApprovalList;
import dev.giveback.access.directory.AuditList;
import dev.giveback.access.directory.KeyList;
import dev.giveback.access.directory.Queries;
import dev.giveback.access.secrets.Secrets;
import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.access.verification.AccessVerifier;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.grpc.RequestValidation;
import dev.giveback.platform.grpc.RequestValidator;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What this service offers by gRPC. */
public final class AccessGrpcServices {
    private AccessGrpcServices() {}

    /**
     * What the services work with.
     *
     * @param queries of the read model
     * @param secrets draws them
     * @param timeout the longest that an actor is waited for
     * @param calls counts what is asked
     * @param works those that are under way
     * @param verifier checks the journals
     */
    public record Parts(
            Keys keys,
            KeyChanges changes,
            Audit audit,
            Approvals approvals,
            Queries queries,
            Secrets secrets,
            InstantSource clock,
            Duration timeout,
            LongAdder calls,
            Works works,
            AccessVerifier verifier) {}

    /** The services of admins and of gateways. */
    public static List<ServerServiceDefinition> of(Parts parts) {
        Calls calls = new Calls(parts.timeout(), parts.calls());
        KeyList keyList = new KeyList(parts.queries());
        ApprovalList approvalList = new ApprovalList(parts.queries());
        ApprovalCalls approvals = new ApprovalCalls(parts.approvals(), approvalList);
        AccessGrpcService access = new AccessGrpcService(
                calls,
                new KeyAdministration(parts.keys(), keyList, parts.secrets(), parts.clock()),
                new Lists(keyList, new AuditList(parts.queries()), approvalList, parts.clock()),
                approvals,
                new JournalChecks(parts.works(), parts.verifier()));
        GuardGrpcService guard =
                new GuardGrpcService(calls, parts.keys(), parts.changes(), new AuditCalls(parts.audit()), approvals);
        return List.of(access.bindService(), guard.bindService());
    }

    /** Tells who calls, and checks every request against the rules of the contract, before a handler sees it. */
    public static List<ServerInterceptor> interceptors() {
        return List.of(
                Caller.interceptor(),
                new RequestValidation(RequestValidator.forServices(
                        RefusalStatus.DOMAIN,
                        AccessServiceGrpc.getServiceDescriptor(),
                        GuardServiceGrpc.getServiceDescriptor(),
                        NodeServiceGrpc.getServiceDescriptor(),
                        EchoServiceGrpc.getServiceDescriptor())));
    }
}
