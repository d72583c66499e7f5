package dev.giveback.loyalty.grpc;

import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.actor.MergeSaga;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.directory.CustomerEntry;
import dev.giveback.loyalty.directory.CustomerQuery;
import dev.giveback.loyalty.directory.CustomerQuery.Order;
import dev.giveback.loyalty.directory.CustomerQuery.Place;
import dev.giveback.loyalty.directory.Directory;
import dev.giveback.loyalty.directory.DirectoryLost;
import dev.giveback.loyalty.directory.ProgramSums;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.grpc.CustomerCalls.ChangeCall;
import dev.giveback.loyalty.grpc.CustomerCalls.StepsCall;
import dev.giveback.loyalty.program.ProgramName;
import dev.giveback.loyalty.v1.CustomerOrder;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.CustomerSummary;
import dev.giveback.loyalty.v1.EnrollCustomerRequest;
import dev.giveback.loyalty.v1.EnrollCustomerResponse;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.GetProfileResponse;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.ListCustomersRequest;
import dev.giveback.loyalty.v1.ListCustomersResponse;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.MergeCustomersResponse;
import dev.giveback.loyalty.v1.UpdatePreferencesRequest;
import dev.giveback.loyalty.v1.UpdatePreferencesResponse;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import dev.giveback.loyalty.v1.UpdateProfileResponse;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Customers by gRPC: one is asked itself, all are listed from the directory. */
final class CustomerGrpcService extends CustomerServiceGrpc.CustomerServiceImplBase {
    private final CustomerCalls calls;
    private final Directory directory;
    private final MergeSaga merges;

    CustomerGrpcService(CustomerCalls calls, Directory directory, MergeSaga merges) {
        this.calls = calls;
        this.directory = directory;
        this.merges = merges;
    }

    @Override
    public void enrollCustomer(EnrollCustomerRequest call, StreamObserver<EnrollCustomerResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> new Command.Enroll(request),
                        (event, program) -> AnswerMapper.enrolled(event)),
                responses);
    }

    @Override
    public void getCustomer(GetCustomerRequest call, StreamObserver<GetCustomerResponse> responses) {
        calls.readMergedToo(
                call.getName(),
                "name",
                standing -> GetCustomerResponse.newBuilder()
                        .setCustomer(StandingMapper.customer(call.getName(), standing))
                        .build(),
                responses);
    }

    @Override
    public void mergeCustomers(MergeCustomersRequest call, StreamObserver<MergeCustomersResponse> responses) {
        calls.take(
                new StepsCall(call, call.getSource(), "source", call.getRequestId(), call.getValidateOnly(), false),
                (source, request, sealer, patience) -> {
                    CustomerId target = Checks.otherCustomer(call.getTarget(), source, "target");
                    return merges.merge(source, target, request, call.getValidateOnly(), patience)
                            .thenApply(outcome -> merged(outcome, target));
                },
                responses);
    }

    @Override
    public void updateProfile(UpdateProfileRequest call, StreamObserver<UpdateProfileResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        true,
                        (request, program, sealer) -> ProfileFields.command(call, request, sealer),
                        (event, program) -> UpdateProfileResponse.newBuilder()
                                .setUpdateTime(
                                        AnswerMapper.timestamp(event.header().time()))
                                .build()),
                responses);
    }

    @Override
    public void updatePreferences(UpdatePreferencesRequest call, StreamObserver<UpdatePreferencesResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> PreferenceFields.command(call, request),
                        (event, program) -> preferencesChanged(event)),
                responses);
    }

    private static UpdatePreferencesResponse preferencesChanged(CustomerEvent event) {
        Change.PreferencesChanged changed = (Change.PreferencesChanged) event.change();
        return UpdatePreferencesResponse.newBuilder()
                .setPreferences(PreferenceFields.published(changed.preferences()))
                .setUpdateTime(AnswerMapper.timestamp(event.header().time()))
                .build();
    }

    @Override
    public void getProfile(GetProfileRequest call, StreamObserver<GetProfileResponse> responses) {
        calls.readThen(
                call.getName(),
                "name",
                standing -> {
                    Refusal closed = standing.customer().closed("name", standing.program());
                    if (closed != null) {
                        throw RefusalStatus.of(closed);
                    }
                    return ProfileFields.opened(standing.customer().profile(), calls.seals())
                            .thenApply(profile -> GetProfileResponse.newBuilder()
                                    .setProfile(profile)
                                    .build());
                },
                responses);
    }

    private static MergeCustomersResponse merged(MergeSaga.Outcome outcome, CustomerId target) {
        return switch (outcome) {
            case MergeSaga.Outcome.Refusing refusing -> throw RefusalStatus.of(refusing.refusal());
            case MergeSaga.Outcome.Merged merged ->
                MergeCustomersResponse.newBuilder()
                        .setMergedInto(target.name())
                        .setPoints(merged.begun().points())
                        .setOrderCount(merged.begun().orderCount())
                        .build();
        };
    }

    @Override
    public void listCustomers(ListCustomersRequest call, StreamObserver<ListCustomersResponse> responses) {
        try {
            CustomerQuery wanted = wanted(call);
            Responses.send(
                    ofProgram(
                            call.getParent(),
                            program -> answered(directory.page(wanted))
                                    .thenApply(entries -> page(program.id(), entries, wanted))),
                    responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    @Override
    public void getProgramTotals(GetProgramTotalsRequest call, StreamObserver<GetProgramTotalsResponse> responses) {
        Responses.send(
                ofProgram(
                        call.getName(),
                        program -> answered(directory.totals(program.id())).thenApply(CustomerGrpcService::totals)),
                responses);
    }

    /** An answer of the read model; while that is lost, the refusal that says so. */
    private static <A> CompletionStage<A> answered(CompletionStage<A> answer) {
        return answer.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                CallFailure.rootOf(failure) instanceof DirectoryLost
                        ? RefusalStatus.of(new Refusal(Reason.DIRECTORY_REBUILDING, DirectoryLost.MESSAGE, Map.of()))
                        : failure));
    }

    private <A> CompletionStage<A> ofProgram(String name, Function<Program, CompletionStage<A>> rest) {
        return calls.withProgram(ProgramName.idOf(name), rest);
    }

    /** One more than the page holds, to know whether there is another. */
    private static CustomerQuery wanted(ListCustomersRequest call) {
        Order order = order(call.getOrderBy());
        return new CustomerQuery(
                ProgramName.idOf(call.getParent()),
                call.getIdPrefix(),
                call.hasTierId() ? call.getTierId() : null,
                order,
                PageTokens.lastCustomer(order, call.getPageToken()),
                Pages.size(call.getPageSize()) + 1);
    }

    private static Order order(CustomerOrder asked) {
        return switch (asked) {
            case CUSTOMER_ORDER_POINTS -> Order.POINTS;
            case CUSTOMER_ORDER_LATEST -> Order.LATEST;
            case CUSTOMER_ORDER_ID, CUSTOMER_ORDER_UNSPECIFIED, UNRECOGNIZED -> Order.ID;
        };
    }

    private static ListCustomersResponse page(String programId, List<CustomerEntry> entries, CustomerQuery wanted) {
        int size = wanted.limit() - 1;
        ListCustomersResponse.Builder page = ListCustomersResponse.newBuilder();
        entries.stream().limit(size).forEach(entry -> page.addCustomers(summary(programId, entry)));
        if (entries.size() > size) {
            page.setNextPageToken(PageTokens.after(wanted.order(), Place.of(entries.get(size - 1), wanted.order())));
        }
        return page.build();
    }

    private static CustomerSummary summary(String programId, CustomerEntry entry) {
        return CustomerSummary.newBuilder()
                .setName(new CustomerId(programId, entry.customerId()).name())
                .setMembership(entry.member() ? Membership.MEMBERSHIP_MEMBER : Membership.MEMBERSHIP_GUEST)
                .setTierId(entry.tierId())
                .setTotal(entry.total())
                .setTotals(AnswerMapper.totals(entry.totals()))
                .setRevision(entry.revision())
                .setOrderCount(entry.orderCount())
                .setLatestEventTime(Timestamps.fromMillis(entry.latestMillis()))
                .build();
    }

    private static GetProgramTotalsResponse totals(ProgramSums sums) {
        return GetProgramTotalsResponse.newBuilder()
                .setCustomerCount(sums.customerCount())
                .setOrderCount(sums.orderCount())
                .setTotals(AnswerMapper.totals(sums.totals()))
                .setOutstanding(sums.outstanding())
                .setEventCount(sums.eventCount())
                .build();
    }
}
