package dev.giveback.benchmark.load;

import com.google.type.Money;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Questions about the customers of a shop, and what they buy meanwhile, all drawn at random. Any thread may ask. */
public final class RecommendationRequests {
    private static final int COUNT = 10;
    private static final int BASKET = 3;
    private static final Money POUND =
            Money.newBuilder().setCurrencyCode("GBP").setUnits(1).build();

    private final List<String> customers;
    private final List<String> products;
    private final Ids ids = new Ids();
    private final AtomicLong turns = new AtomicLong();

    /**
     * About a shop.
     *
     * @param customers resource names, at least one
     * @param products codes, at least one
     */
    public RecommendationRequests(List<String> customers, List<String> products) {
        if (customers.isEmpty() || products.isEmpty()) {
            throw new IllegalArgumentException(
                    "customers, products: " + customers.size() + ", " + products.size() + " (expected: >= 1)");
        }
        this.customers = List.copyOf(customers);
        this.products = List.copyOf(products);
    }

    /** Ten products for a customer; an empty list is not right. */
    public Workload<RecommendRequest, RecommendResponse> plain() {
        return asking(() -> request(any(customers)).build());
    }

    /** The same for each customer in turn, so that after one round all have been asked about. */
    public Workload<RecommendRequest, RecommendResponse> inTurn() {
        return asking(() -> request(customers.get((int) (turns.getAndIncrement() % customers.size())))
                .build());
    }

    /** Ten products for a customer with three in the basket, which are others each time. */
    public Workload<RecommendRequest, RecommendResponse> withBasket() {
        return asking(() -> {
            RecommendRequest.Builder request = request(any(customers));
            for (int line = 0; line < BASKET; line++) {
                request.addBasketProductIds(any(products));
            }
            return request.build();
        });
    }

    private static Workload<RecommendRequest, RecommendResponse> asking(Supplier<RecommendRequest> requests) {
        return new Workload<>(
                RecommendationServiceGrpc.getRecommendMethod(),
                requests,
                answer -> answer.getRecommendationsCount() > 0);
    }

    /** Purchases of three products, each by another customer. */
    public Workload<CompleteCheckoutRequest, CompleteCheckoutResponse> purchases() {
        return Workloads.checkout(() -> {
            CompleteCheckoutRequest.Builder request = order(any(customers));
            for (int line = 0; line < BASKET; line++) {
                add(request, any(products));
            }
            return request.build();
        });
    }

    /** What a customer buys again, as many as can be asked for. */
    public static RecommendRequest again(String customer) {
        return request(customer).setMode(Mode.MODE_BUY_AGAIN).setCount(100).build();
    }

    /** A purchase of one product. */
    public CompleteCheckoutRequest purchase(String customer, String product) {
        CompleteCheckoutRequest.Builder request = order(customer);
        add(request, product);
        return request.build();
    }

    /** A product's code, of the first so many. */
    public String product(int number) {
        return products.get(number % products.size());
    }

    /** How many customers there are. */
    public int customers() {
        return customers.size();
    }

    /** An id that nothing else has. */
    public String id() {
        return ids.next();
    }

    private static RecommendRequest.Builder request(String customer) {
        return RecommendRequest.newBuilder().setCustomer(customer).setCount(COUNT);
    }

    private CompleteCheckoutRequest.Builder order(String customer) {
        String id = ids.next();
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(id)
                .setOrderId(id);
    }

    private static void add(CompleteCheckoutRequest.Builder request, String product) {
        request.getBasketBuilder()
                .addLinesBuilder()
                .setProduct(product)
                .setQuantity(1)
                .setUnitPrice(POUND);
    }

    private static String any(List<String> names) {
        return names.get(ThreadLocalRandom.current().nextInt(names.size()));
    }
}
