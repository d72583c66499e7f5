import com.google.type.Money;
import dev.giveback.client.GivebackClient;
import dev.giveback.client.GivebackClientBuilder;
import dev.giveback.client.Refusal;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.EnrollCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import io.grpc.StatusRuntimeException;

/**
 * A customer enrols, buys, repeats the purchase by mistake, and asks for more points than there are. After ./giveback has been built:
 *
 * <pre>
 * GIVEBACK_KEY=$(cat data/operator.key) java -cp "standalone/target/lib/*" examples/java/Shop.java 127.0.0.1:8980 online-retail
 * </pre>
 */
public final class Shop {
    private Shop() {}

    public static void main(String[] arguments) {
        String target = arguments.length > 0 ? arguments[0] : "127.0.0.1:8980";
        String program = arguments.length > 1 ? arguments[1] : "online-retail";
        String key = arguments.length > 2 ? arguments[2] : System.getenv("GIVEBACK_KEY");
        GivebackClientBuilder builder = GivebackClient.builder(target).key(key);
        // On this machine; elsewhere it speaks TLS.
        try (GivebackClient giveback = (target.startsWith("127.0.0.1:") ? builder.plaintext() : builder).build()) {
            buy(giveback, "programs/" + program + "/customers/java-" + GivebackClient.newRequestId());
        }
    }

    private static void buy(GivebackClient giveback, String customer) {
        giveback.customers()
                .enrollCustomer(
                        EnrollCustomerRequest.newBuilder().setCustomer(customer).build());
        System.out.println("enrolled " + customer);

        // A request id of its own, kept by the shop: after a crash in the middle the same call is sent again.
        String requestId = GivebackClient.newRequestId();
        CompleteCheckoutRequest.Builder order = CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setOrderId(requestId);
        order.getBasketBuilder()
                .addLinesBuilder()
                .setProduct("MUG")
                .setQuantity(2)
                .setUnitPrice(Money.newBuilder().setCurrencyCode("GBP").setUnits(4).setNanos(950_000_000));
        CompleteCheckoutResponse first = giveback.checkouts().completeCheckout(order.build());
        System.out.println("earned " + first.getOutcome().getOrder().getPointsEarned() + " points");

        CompleteCheckoutResponse again = giveback.checkouts().completeCheckout(order.build());
        System.out.println("repeated: still " + again.getBalance().getTotal() + " points");

        var found = giveback.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(customer).build());
        System.out.println("balance " + found.getCustomer().getBalance().getTotal() + " points");

        try {
            giveback.points()
                    .redeemPoints(RedeemPointsRequest.newBuilder()
                            .setCustomer(customer)
                            .setPoints(1_000_000)
                            .build());
        } catch (StatusRuntimeException failed) {
            Refusal refusal = Refusal.of(failed);
            System.out.println("refused: " + refusal.reason() + ", " + refusal.metadata().get("missing")
                    + " points are missing");
        }
    }
}
