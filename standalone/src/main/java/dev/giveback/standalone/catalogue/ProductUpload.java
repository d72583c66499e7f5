package dev.giveback.standalone.catalogue;

import dev.giveback.client.Refusal;
import dev.giveback.recommendation.v1.ImportProductsRequest;
import dev.giveback.recommendation.v1.ImportProductsResponse;
import dev.giveback.recommendation.v1.Product;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends a file of products; no more is on its way than the network takes. */
public final class ProductUpload implements ClientResponseObserver<ImportProductsRequest, ImportProductsResponse> {
    private static final int MESSAGE_PRODUCTS = 1_000;
    /** Half of what the gateway takes in one message. */
    private static final int MESSAGE_BYTES = 128 * 1024;

    private static final Pattern PLACE = Pattern.compile("messages\\[(\\d+)]\\.products\\[(\\d+)]\\.?(.*)");

    private final ProductFile file;
    private final String program;
    private final LongConsumer progress;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    /** By message, the number of its first row. */
    private final List<Long> starts = new ArrayList<>();

    private ImportProductsRequest.Builder next;
    private volatile ImportProductsResponse answer = ImportProductsResponse.getDefaultInstance();
    private int nextBytes;
    private long sent;
    private @Nullable ClientCallStreamObserver<ImportProductsRequest> requests;

    private ProductUpload(ProductFile file, String program, boolean complete, LongConsumer progress) {
        this.file = file;
        this.program = program;
        this.progress = progress;
        this.next = ImportProductsRequest.newBuilder()
                .setProgram("programs/" + program)
                .setComplete(complete);
    }

    /**
     * Imports a file that was checked.
     *
     * @param complete whether products that it does not name cannot be bought any more
     * @param currencyCode of the prices
     * @param progress is told how many products were sent
     * @throws Problem that names line and rule if the service refuses a product, or if Giveback cannot be reached
     */
    public static ImportProductsResponse send(
            GatewayClient client,
            ProductFile file,
            String program,
            boolean complete,
            String currencyCode,
            LongConsumer progress) {
        ProductUpload upload = new ProductUpload(file, program, complete, progress);
        var unused = client.catalogueCalls().importProducts(upload);
        file.products(program, currencyCode, upload::add);
        try {
            upload.flush();
            upload.complete();
            upload.ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.failed(
                    "interrupted; what was sent stays, and the same import again does the rest", interrupted);
        }
        return upload.outcome(client);
    }

    private ImportProductsResponse outcome(GatewayClient client) {
        Throwable failed = failure.get();
        if (failed instanceof StatusRuntimeException refused) {
            List<Refusal.Violation> violations = Refusal.of(refused).violations();
            if (!violations.isEmpty()) {
                Refusal.Violation first = violations.getFirst();
                throw Problem.failed(place(first.field()) + ": " + first.rule(), refused);
            }
            throw client.failure(refused);
        }
        if (failed != null) {
            throw Problem.failed("the import ended before its end: " + failed.getMessage(), failed);
        }
        return answer;
    }

    /** A field of the service's as a place in the file. */
    private String place(String field) {
        Matcher place = PLACE.matcher(field);
        if (!place.matches() || Integer.parseInt(place.group(1)) >= starts.size()) {
            return file.name() + ": " + field;
        }
        long row = starts.get(Integer.parseInt(place.group(1))) + Long.parseLong(place.group(2));
        return file.name() + " line " + file.line(row) + ": " + place.group(3);
    }

    private void add(Product product) throws InterruptedException {
        int bytes = product.getSerializedSize();
        if (next.getProductsCount() == MESSAGE_PRODUCTS || nextBytes + bytes > MESSAGE_BYTES) {
            flush();
        }
        next.addProducts(product);
        nextBytes += bytes;
    }

    /** The first message goes out even without products: it names the program. */
    private void flush() throws InterruptedException {
        if (next.getProductsCount() == 0 && !starts.isEmpty()) {
            return;
        }
        starts.add(sent);
        sent += next.getProductsCount();
        send(next.build());
        next = ImportProductsRequest.newBuilder().setProgram("programs/" + program);
        nextBytes = 0;
        progress.accept(sent);
    }

    private synchronized void send(ImportProductsRequest request) throws InterruptedException {
        while (requests != null && !requests.isReady() && ended.getCount() > 0) {
            wait();
        }
        if (requests != null && ended.getCount() > 0) {
            requests.onNext(request);
        }
    }

    private synchronized void complete() {
        if (requests != null && ended.getCount() > 0) {
            requests.onCompleted();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ImportProductsRequest> stream) {
        requests = stream;
        stream.setOnReadyHandler(this::wake);
    }

    @Override
    public void onNext(ImportProductsResponse response) {
        answer = response;
    }

    @Override
    public void onError(Throwable failed) {
        failure.set(failed);
        end();
    }

    @Override
    public void onCompleted() {
        end();
    }

    private void end() {
        ended.countDown();
        wake();
    }
}
