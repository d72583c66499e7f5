package dev.giveback.loyalty.program;

import com.google.protobuf.Message;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.program.ProgramChange.CreateProgram;
import dev.giveback.loyalty.program.ProgramChange.UpdateProgram;
import dev.giveback.loyalty.program.ProgramCommand.Change;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CreateProgramResponse;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.GetProgramResponse;
import dev.giveback.loyalty.v1.ListProgramsRequest;
import dev.giveback.loyalty.v1.ListProgramsResponse;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.UpdateProgramRequest;
import dev.giveback.loyalty.v1.UpdateProgramResponse;
import dev.giveback.platform.contract.Fingerprint;
import dev.giveback.platform.contract.KnownFields;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Programs by gRPC. No handler blocks: conditions are compiled on an executor, and actors answer later. The requests must have passed
 * the contract's own rules.
 */
public final class ProgramGrpcService extends ProgramServiceGrpc.ProgramServiceImplBase {
    private final ProgramMapper mapper;
    private final ProgramEntities entities;
    private final ProgramRegistry registry;
    private final Executor executor;
    private final Supplier<String> principal;

    /**
     * The service.
     *
     * @param executor where conditions are compiled, up to some hundred milliseconds a request; not a thread of the network
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     */
    public ProgramGrpcService(
            ProgramMapper mapper,
            ProgramEntities entities,
            ProgramRegistry registry,
            Executor executor,
            Supplier<String> principal) {
        this.mapper = mapper;
        this.entities = entities;
        this.registry = registry;
        this.executor = executor;
        this.principal = principal;
    }

    @Override
    public void createProgram(CreateProgramRequest call, StreamObserver<CreateProgramResponse> responses) {
        CreateProgramRequest request = KnownFields.of(call);
        ProgramChange change = new CreateProgram(request.getProgram(), mark(request, request.getRequestId()));
        Responses.send(
                change(change, request.getValidateOnly())
                        .thenApply(program -> CreateProgramResponse.newBuilder()
                                .setProgram(program)
                                .build()),
                responses);
    }

    @Override
    public void updateProgram(UpdateProgramRequest call, StreamObserver<UpdateProgramResponse> responses) {
        UpdateProgramRequest request = KnownFields.of(call);
        ProgramChange change = new UpdateProgram(
                request.getProgram(), mark(request, request.getRequestId()), request.getExpectedVersion());
        Responses.send(
                change(change, request.getValidateOnly())
                        .thenApply(program -> UpdateProgramResponse.newBuilder()
                                .setProgram(program)
                                .build()),
                responses);
    }

    /** Asks the actor, not this node's registry, so that a caller sees what any node has answered before. */
    @Override
    public void getProgram(GetProgramRequest request, StreamObserver<GetProgramResponse> responses) {
        Responses.send(
                entities.ask(ProgramName.idOf(request.getName()), ProgramCommand.Read::new)
                        .thenApply(ProgramGrpcService::programOf)
                        .thenApply(program -> GetProgramResponse.newBuilder()
                                .setProgram(program)
                                .build()),
                responses);
    }

    @Override
    public void listPrograms(ListProgramsRequest request, StreamObserver<ListProgramsResponse> responses) {
        Optional<String> lastId = Pages.last(request.getPageToken());
        if (lastId.isEmpty()) {
            responses.onError(
                    ProgramStatus.of(List.of(new FieldError("page_token", "is not a token of a page before"))));
            return;
        }
        int size = Pages.size(request.getPageSize());
        responses.onNext(page(registry.listAfter(lastId.get(), size + 1, wanted(request)), size));
        responses.onCompleted();
    }

    private static Predicate<String> wanted(ListProgramsRequest request) {
        if (request.getProgramsCount() == 0) {
            return id -> true;
        }
        Set<String> names = Set.copyOf(request.getProgramsList());
        return id -> names.contains(ProgramName.of(id));
    }

    private CompletionStage<Program> change(ProgramChange change, boolean validateOnly) {
        String programId = ProgramName.idOf(change.program().getName());
        return CompletableFuture.completedFuture(change.program())
                .thenAcceptAsync(this::check, executor)
                .thenCompose(checked -> entities.ask(programId, replyTo -> new Change(change, validateOnly, replyTo)))
                .thenApplyAsync(reply -> learn(programOf(reply), validateOnly), executor);
    }

    private void check(Program program) {
        if (mapper.map(program) instanceof ProgramMapper.Mapping.Invalid invalid) {
            throw ProgramStatus.of(invalid.errors());
        }
    }

    /** This node decides with the new version before it answers. */
    private Program learn(Program program, boolean validateOnly) {
        if (!validateOnly) {
            registry.learn(program);
        }
        return program;
    }

    private ProgramChange.Request mark(Message request, String requestId) {
        return new ProgramChange.Request(requestId, Fingerprint.of(request), principal.get());
    }

    private static Program programOf(ProgramReply reply) {
        return switch (reply) {
            case ProgramReply.Answered answered -> answered.program();
            case ProgramReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
        };
    }

    /** One more than the page holds was read, to know whether there is another. */
    private static ListProgramsResponse page(List<ProgramVersion> read, int size) {
        List<ProgramVersion> page = read.subList(0, Math.min(size, read.size()));
        ListProgramsResponse.Builder response = ListProgramsResponse.newBuilder();
        page.forEach(version -> response.addPrograms(version.published()));
        if (read.size() > size) {
            response.setNextPageToken(Pages.tokenAfter(page.getLast().rules().id()));
        }
        return response.build();
    }
}
