package dev.giveback.standalone.endtoend;

import com.google.protobuf.FieldMask;
import com.google.type.Money;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.Preferences;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.UpdatePreferencesRequest;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.GetModelRequest;
import dev.giveback.recommendation.v1.GetTasteRequest;
import dev.giveback.recommendation.v1.GetTasteResponse;
import dev.giveback.recommendation.v1.ImportProductsRequest;
import dev.giveback.recommendation.v1.ImportProductsResponse;
import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.Model;
import dev.giveback.recommendation.v1.ModelServiceGrpc;
import dev.giveback.recommendation.v1.Product;
import dev.giveback.recommendation.v1.RebuildModelOutcome;
import dev.giveback.recommendation.v1.RebuildModelRequest;
import dev.giveback.recommendation.v1.RebuildModelResponse;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program {@code shop} as its website sees it: everything by the gateway. */
public final class RecommendationShop {
    private static final String PROGRAM = "programs/shop";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Money POUND =
            Money.newBuilder().setCurrencyCode("GBP").setUnits(1).build();

    private final Channel gateway;
    private int changes;

    /** Through this gateway. */
    public RecommendationShop(Channel gateway) {
        this.gateway = gateway;
    }

    private static <S extends AbstractStub<S>> S timed(S stub) {
        return stub.withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static String customer(String id) {
        return PROGRAM + "/customers/" + id;
    }

    /** Creates the program. */
    public void create() {
        var unused = timed(ProgramServiceGrpc.newBlockingStub(gateway))
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create-shop")
                        .setProgram(Program.newBuilder()
                                .setName(PROGRAM)
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(POUND))))
                        .build());
    }

    /** A customer buys one of each of these, just now. */
    public void buys(String customer, String order, String... products) {
        CompleteCheckoutRequest.Builder checkout = CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer(customer))
                .setRequestId(order)
                .setOrderId(order);
        for (String product : products) {
            checkout.getBasketBuilder()
                    .addLinesBuilder()
                    .setProduct(product)
                    .setQuantity(1)
                    .setUnitPrice(POUND);
        }
        var unused = timed(CheckoutServiceGrpc.newBlockingStub(gateway)).completeCheckout(checkout.build());
    }

    /** Brings products in: each is its code and its category. */
    ImportProductsResponse brings(String... codesAndCategories) throws Exception {
        CompletableFuture<ImportProductsResponse> answer = new CompletableFuture<>();
        StreamObserver<ImportProductsRequest> sending = timed(CatalogueServiceGrpc.newStub(gateway))
                .importProducts(new StreamObserver<>() {
                    @Override
                    public void onNext(ImportProductsResponse value) {
                        answer.complete(value);
                    }

                    @Override
                    public void onError(Throwable failed) {
                        answer.completeExceptionally(failed);
                    }

                    @Override
                    public void onCompleted() {}
                });
        ImportProductsRequest.Builder request =
                ImportProductsRequest.newBuilder().setProgram(PROGRAM);
        for (int at = 0; at < codesAndCategories.length; at += 2) {
            request.addProducts(Product.newBuilder()
                    .setName(PROGRAM + "/products/" + codesAndCategories[at])
                    .setDisplayName("The " + codesAndCategories[at])
                    .setCategory(codesAndCategories[at + 1])
                    .setPrice(POUND));
        }
        sending.onNext(request.build());
        sending.onCompleted();
        return answer.get(30, TimeUnit.SECONDS);
    }

    /** States preferences in place of all that was stated. */
    void states(String customer, Preferences preferences) {
        var unused = timed(CustomerServiceGrpc.newBlockingStub(gateway))
                .updatePreferences(UpdatePreferencesRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .setRequestId("state-" + ++changes)
                        .setPreferences(preferences)
                        .setUpdateMask(FieldMask.newBuilder()
                                .addPaths("preferred_categories")
                                .addPaths("avoided_categories")
                                .addPaths("objections"))
                        .build());
    }

    void merges(String source, String target) {
        var unused = timed(CustomerServiceGrpc.newBlockingStub(gateway))
                .mergeCustomers(MergeCustomersRequest.newBuilder()
                        .setSource(customer(source))
                        .setTarget(customer(target))
                        .setRequestId("merge-" + source)
                        .build());
    }

    void erases(String customer) {
        var unused = timed(JournalServiceGrpc.newBlockingStub(gateway))
                .eraseCustomer(EraseCustomerRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .setContext(
                                AdminContext.newBuilder().setOperator("carol").setReason("asked for it"))
                        .setRequestId("erase-" + customer)
                        .build());
    }

    /** What this customer is recommended. */
    public RecommendResponse recommend(String customer, Mode mode) {
        return timed(RecommendationServiceGrpc.newBlockingStub(gateway))
                .recommend(RecommendRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .setMode(mode)
                        .setCount(100)
                        .build());
    }

    /** Codes of what this customer is recommended. */
    public List<String> products(String customer, Mode mode) {
        return recommend(customer, mode).getRecommendationsList().stream()
                .map(next -> next.getProduct().substring(next.getProduct().lastIndexOf('/') + 1))
                .toList();
    }

    GetTasteResponse taste(String customer) {
        return timed(RecommendationServiceGrpc.newBlockingStub(gateway))
                .getTaste(GetTasteRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .build());
    }

    /** What recommendations know. */
    public Model model() {
        return timed(ModelServiceGrpc.newBlockingStub(gateway))
                .getModel(GetModelRequest.newBuilder().setProgram(PROGRAM).build())
                .getModel();
    }

    /** Builds the model anew. */
    public RebuildModelOutcome rebuild() {
        Iterator<RebuildModelResponse> messages = ModelServiceGrpc.newBlockingStub(gateway)
                .withDeadlineAfter(120, TimeUnit.SECONDS)
                .rebuildModel(RebuildModelRequest.newBuilder()
                        .setContext(
                                AdminContext.newBuilder().setOperator("carol").setReason("to compare"))
                        .build());
        RebuildModelOutcome outcome = RebuildModelOutcome.getDefaultInstance();
        while (messages.hasNext()) {
            outcome = messages.next().getOutcome();
        }
        return outcome;
    }

    /** Waits until something is so, as long as the service takes: what is refused meanwhile is not so yet. */
    public static void await(String what, Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!is(isSo)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(2);
        }
    }

    private static boolean is(Callable<Boolean> isSo) throws Exception {
        try {
            return isSo.call();
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }
}
