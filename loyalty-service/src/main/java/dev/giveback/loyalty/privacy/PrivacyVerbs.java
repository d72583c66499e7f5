package dev.giveback.loyalty.privacy;

import com.google.protobuf.Timestamp;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.EraseCustomerResponse;
import dev.giveback.loyalty.v1.RotateKeysRequest;
import dev.giveback.loyalty.v1.RotateKeysResponse;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.contract.Fingerprint;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What admins do about personal values: erasing, and rotating the master keys. */
public final class PrivacyVerbs {
    private static final int LONGEST_REQUEST_ID = 64;

    private final Erasures erasures;
    private final MasterKeys masterKeys;
    private final DataSource source;
    private final AdminActs acts;
    private final Works works;
    private final Supplier<String> principal;

    /**
     * The verbs.
     *
     * @param source connections that find the keys
     * @param principal of the call that is being handled; empty text if nobody was authenticated
     */
    public PrivacyVerbs(
            Erasures erasures,
            MasterKeys masterKeys,
            DataSource source,
            AdminActs acts,
            Works works,
            Supplier<String> principal) {
        this.erasures = erasures;
        this.masterKeys = masterKeys;
        this.source = source;
        this.acts = acts;
        this.works = works;
        this.principal = principal;
    }

    /** Erases a customer. */
    public void erase(EraseCustomerRequest call, StreamObserver<EraseCustomerResponse> responses) {
        try {
            CustomerId customer = CustomerId.parse(call.getCustomer());
            if (customer == null) {
                throw refused("customer", CustomerId.RULE);
            }
            Request request = new Request(requestId(call), Fingerprint.of(call, "context"), principal.get());
            AdminAsk ask = ask(
                    "EraseCustomer",
                    customer.name(),
                    call.getContext(),
                    Map.of("validate_only", Boolean.toString(call.getValidateOnly())));
            Responses.send(acts.around(ask, new Erasing(customer, request, call.getValidateOnly())), responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private static String requestId(EraseCustomerRequest call) {
        String id = call.getRequestId();
        if (id.isEmpty() || id.length() > LONGEST_REQUEST_ID || !id.chars().allMatch(c -> c >= '!' && c <= '~')) {
            throw refused("request_id", "must be 1 to 64 printable ASCII characters without spaces");
        }
        return id;
    }

    private AdminAsk ask(String verb, String subject, AdminContext context, Map<String, String> details) {
        if (context.getReason().isBlank()) {
            throw refused("context.reason", "must say why");
        }
        return new AdminAsk(verb, subject, principal.get(), context.getOperator(), context.getReason(), details);
    }

    private static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }

    /** Wraps all keys by the primary master key. */
    public void rotate(RotateKeysRequest call, StreamObserver<RotateKeysResponse> responses) {
        try {
            if (call.getNewMasterKey() && !masterKeys.isOurs()) {
                throw refused(
                        "new_master_key",
                        "must not be set: the master keys are given by the configuration, so add a new one there, make"
                                + " it primary, start again and rotate without it");
            }
            AdminAsk ask = ask(
                    "RotateKeys",
                    "",
                    call.getContext(),
                    Map.of("new_master_key", Boolean.toString(call.getNewMasterKey())));
            works.start(ask, responses, stream -> new Rotation(source, masterKeys).run(call.getNewMasterKey(), stream));
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    /** One erasure, with the figures for its act. */
    private final class Erasing implements AdminActs.Act<EraseCustomerResponse> {
        private final CustomerId customer;
        private final Request request;
        private final boolean validateOnly;

        Erasing(CustomerId customer, Request request, boolean validateOnly) {
            this.customer = customer;
            this.request = request;
            this.validateOnly = validateOnly;
        }

        @Override
        public CompletionStage<EraseCustomerResponse> run() {
            return erasures.erase(customer, request, validateOnly).thenApply(this::response);
        }

        private EraseCustomerResponse response(Erasures.Erased erased) {
            Instant time = erased.event().header().time();
            return EraseCustomerResponse.newBuilder()
                    .setEraseTime(Timestamp.newBuilder()
                            .setSeconds(time.getEpochSecond())
                            .setNanos(time.getNano()))
                    .setPoints(erased.event().header().balanceAfter().total())
                    .setKeysDeleted(erased.keysDeleted())
                    .addAllMergedCustomers(erased.all().stream()
                            .filter(each -> !each.equals(customer))
                            .map(CustomerId::name)
                            .sorted()
                            .toList())
                    .build();
        }

        @Override
        public Map<String, String> figures(@Nullable EraseCustomerResponse result, @Nullable Throwable failure) {
            return result == null
                    ? Map.of()
                    : Map.of(
                            "keys_deleted", Integer.toString(result.getKeysDeleted()),
                            "merged_customers", Integer.toString(result.getMergedCustomersCount()),
                            "points_left", Long.toString(result.getPoints()));
        }
    }
}
