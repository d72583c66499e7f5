package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.catalogue.CatalogueImport;
import dev.giveback.recommendation.catalogue.CatalogueImport.TooManyProductsException;
import dev.giveback.recommendation.contract.Reason;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.v1.ImportProductsRequest;
import dev.giveback.recommendation.v1.ImportProductsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One stream of products that comes in. A message is asked for when the one before it is durable, so a caller cannot send more than the database takes; what
 * has to be done is done one after another, on threads that may wait.
 */
final class ImportStream implements StreamObserver<ImportProductsRequest> {
    private final Calls calls;
    private final Function<String, CatalogueImport> imports;
    private final Executor blocking;
    private final ServerCallStreamObserver<ImportProductsResponse> caller;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private @Nullable CatalogueImport running;
    private @Nullable ProductReading reading;
    private String program = "";
    private boolean complete;
    private int messages;
    private volatile boolean ended;

    /** Must be made on the thread of the call, because only then the observer can be told to ask by itself. */
    ImportStream(
            Calls calls,
            Function<String, CatalogueImport> imports,
            Executor blocking,
            ServerCallStreamObserver<ImportProductsResponse> caller) {
        this.calls = calls;
        this.imports = imports;
        this.blocking = blocking;
        this.caller = caller;
        caller.setOnCancelHandler(() -> ended = true);
        caller.disableAutoRequest();
        caller.request(1);
    }

    @Override
    public void onNext(ImportProductsRequest message) {
        then(() -> {
            take(message);
            caller.request(1);
        });
    }

    /** The caller is gone: what is durable stays. */
    @Override
    public void onError(Throwable gone) {
        ended = true;
    }

    @Override
    public void onCompleted() {
        then(() -> {
            ImportProductsResponse outcome = finish();
            ended = true;
            Calls.respond(outcome, caller);
        });
    }

    private void then(Calls.Work work) {
        last = last.thenRunAsync(() -> run(work), blocking);
    }

    private void run(Calls.Work work) {
        if (ended) {
            return;
        }
        try {
            work.run();
        } catch (TooManyProductsException full) {
            refuse(RefusalStatus.of(Reason.TOO_MANY_PRODUCTS, "messages[" + (messages - 1) + "]." + full.getMessage()));
        } catch (Exception failed) {
            refuse(RefusalStatus.of(failed));
        }
    }

    private void refuse(RuntimeException refusal) {
        ended = true;
        caller.onError(refusal);
    }

    private void take(ImportProductsRequest message) throws Exception {
        String path = "messages[" + messages++ + "].";
        CatalogueImport target = running == null ? begin(message, path) : running;
        if (!message.getProgram().isEmpty() && !message.getProgram().equals(program)) {
            throw Checks.refused(path + "program", "must be that of the first message, or empty");
        }
        if (message.getProductsCount() > 0 && reading != null) {
            target.add(reading.read(message.getProductsList(), path + "products"));
        }
    }

    private CatalogueImport begin(ImportProductsRequest message, String path) {
        LiveShop shop = calls.shop(Checks.program(message.getProgram(), path + "program"));
        CatalogueImport begun = imports.apply(shop.program());
        program = message.getProgram();
        complete = message.getComplete();
        reading = new ProductReading(shop);
        running = begun;
        return begun;
    }

    private ImportProductsResponse finish() throws Exception {
        CatalogueImport done = running;
        if (done == null) {
            throw Checks.refused("messages", "must be one or more, the first with the program");
        }
        if (complete && done.read() == 0) {
            throw Checks.refused("messages", "must have at least one product when the import is complete");
        }
        if (complete) {
            done.withdraw();
        }
        return ImportProductsResponse.newBuilder()
                .setProductCount(done.read())
                .setAddedCount(done.added())
                .setChangedCount(done.changed())
                .setWithdrawnCount(done.withdrawn())
                .build();
    }
}
