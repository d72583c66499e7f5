package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.v1.CatalogueServiceGrpc.CatalogueServiceStub;
import dev.giveback.recommendation.v1.ImportProductsRequest;
import dev.giveback.recommendation.v1.ImportProductsResponse;
import dev.giveback.recommendation.v1.Product;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One import as a caller makes it. */
final class Import implements StreamObserver<ImportProductsResponse> {
    private final CompletableFuture<ImportProductsResponse> outcome = new CompletableFuture<>();
    private final StreamObserver<ImportProductsRequest> messages;

    private Import(CatalogueServiceStub stub) {
        messages = stub.importProducts(this);
    }

    static Import begin(CatalogueServiceStub stub) {
        return new Import(stub);
    }

    /** All of it at once. */
    static ImportProductsResponse send(TestNode node, boolean complete, Product... products) {
        return begin(node.imports())
                .message(TestNode.PARENT, complete, List.of(products))
                .end();
    }

    Import message(String program, boolean complete, List<Product> products) {
        messages.onNext(ImportProductsRequest.newBuilder()
                .setProgram(program)
                .setComplete(complete)
                .addAllProducts(products)
                .build());
        return this;
    }

    ImportProductsResponse end() {
        messages.onCompleted();
        return await();
    }

    ImportProductsResponse await() {
        try {
            return outcome.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StatusRuntimeException refused ? refused : failed;
        }
    }

    void breakOff() {
        messages.onError(Status.CANCELLED.asRuntimeException());
    }

    @Override
    public void onNext(ImportProductsResponse response) {
        outcome.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
        outcome.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
}
