package dev.giveback.benchmark;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.ListCustomersRequest;
import dev.giveback.loyalty.v1.ListCustomersResponse;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.GetModelRequest;
import dev.giveback.recommendation.v1.LearnModelRequest;
import dev.giveback.recommendation.v1.ListProductsRequest;
import dev.giveback.recommendation.v1.Model;
import dev.giveback.recommendation.v1.ModelServiceGrpc;
import dev.giveback.recommendation.v1.RebuildModelRequest;
import dev.giveback.recommendation.v1.RebuildModelResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that recommendations are asked about.
 *
 * @param name resource name
 */
record RecommendationShop(Channel channel, String name) {
    private static final long DEADLINE_SECONDS = 30;
    private static final long LONGEST_WORK_MINUTES = 60;
    private static final int PAGE = 1_000;
    private static final long BETWEEN_LOOKS_MILLIS = 1_000;

    /** Resource names of all customers. */
    List<String> customers() {
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            ListCustomersResponse page = CustomerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .listCustomers(ListCustomersRequest.newBuilder()
                            .setParent(name)
                            .setPageSize(PAGE)
                            .setPageToken(token)
                            .build());
            page.getCustomersList().forEach(customer -> names.add(customer.getName()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return names;
    }

    /** Codes of the first products of the catalogue. */
    List<String> products() {
        return CatalogueServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .listProducts(ListProductsRequest.newBuilder()
                        .setParent(name)
                        .setPageSize(PAGE)
                        .build())
                .getProductsList()
                .stream()
                .map(product -> product.getName().substring(product.getName().lastIndexOf('/') + 1))
                .toList();
    }

    /** What is known, once nothing has come for a second. */
    Model whenRead() throws InterruptedException {
        Model before;
        Model now = model();
        do {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            before = now;
            now = model();
        } while (now.getDigest() != before.getDigest());
        return now;
    }

    private Model model() {
        return ModelServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getModel(GetModelRequest.newBuilder().setProgram(name).build())
                .getModel();
    }

    /** Learns, or waits for what is learning already, so that nothing learns while something is measured. */
    Model learn() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_WORK_MINUTES);
        while (true) {
            try {
                return ModelServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(LONGEST_WORK_MINUTES, TimeUnit.MINUTES)
                        .learnModel(
                                LearnModelRequest.newBuilder().setProgram(name).build())
                        .next()
                        .getModel();
            } catch (StatusRuntimeException learning) {
                boolean isLearning = learning.getStatus().getCode() == Status.Code.FAILED_PRECONDITION;
                if (!isLearning || System.nanoTime() > end) {
                    throw learning;
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
    }

    /** Builds all models anew from the journal, and gives how many events were read. */
    long rebuild() {
        Iterator<RebuildModelResponse> messages = ModelServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(LONGEST_WORK_MINUTES, TimeUnit.MINUTES)
                .rebuildModel(RebuildModelRequest.newBuilder()
                        .setContext(AdminContext.newBuilder()
                                .setOperator("benchmark")
                                .setReason("to measure it"))
                        .build());
        RebuildModelResponse last = RebuildModelResponse.getDefaultInstance();
        while (messages.hasNext()) {
            last = messages.next();
        }
        if (!last.hasOutcome() || last.getOutcome().getDifferentProgramsCount() > 0) {
            throw new IllegalStateException("rebuild: " + last.getOutcome() + " (expected: no different programs)");
        }
        return last.getEvents();
    }
}
