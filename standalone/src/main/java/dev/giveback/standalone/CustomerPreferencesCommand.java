package dev.giveback.standalone;

import com.google.protobuf.FieldMask;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.Preferences;
import dev.giveback.loyalty.v1.Purpose;
import dev.giveback.loyalty.v1.UpdatePreferencesRequest;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback customer preferences}. */
@Command(
        name = "preferences",
        description = "Shows what a customer likes, avoids and objects to, after changing what the options name.",
        footer = {
            "",
            "Examples:",
            "  giveback customer preferences 13085",
            "  giveback customer preferences 13085 --prefer Candles,Bags --avoid Toys",
            "  giveback customer preferences 13085 --object personal_recommendations",
            "  giveback customer preferences 13085 --clear objections"
        })
final class CustomerPreferencesCommand implements Callable<Integer> {
    private static final String PURPOSE = "PURPOSE_";

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CustomerSubject customer = new CustomerSubject();

    @Option(
            names = "--prefer",
            split = ",",
            paramLabel = "CATEGORY",
            description = "Categories that the customer likes, the dearest first, in place of those before.")
    private List<String> prefer = new ArrayList<>();

    @Option(
            names = "--avoid",
            split = ",",
            paramLabel = "CATEGORY",
            description = "Categories that the customer does not want to be shown, in place of those before.")
    private List<String> avoid = new ArrayList<>();

    @Option(
            names = "--object",
            split = ",",
            paramLabel = "PURPOSE",
            description = "What the customer objects to, in place of what was objected to before:"
                    + " personal_recommendations, learning_from_purchases.")
    private List<String> object = new ArrayList<>();

    @Option(
            names = "--clear",
            split = ",",
            paramLabel = "FIELD",
            description = "What to empty: preferred_categories, avoided_categories, objections.")
    private List<String> clear = new ArrayList<>();

    @Override
    public Integer call() {
        UpdatePreferencesRequest change = change();
        try (GatewayClient client = gateway.connect()) {
            output.showFields(
                    change.getUpdateMask().getPathsCount() == 0 ? told(client) : changed(client, change),
                    "The customer has told no preferences.");
            return 0;
        } catch (Refused refused) {
            throw customer.problem(refused);
        }
    }

    private UpdatePreferencesRequest change() {
        Preferences.Builder preferences =
                Preferences.newBuilder().addAllPreferredCategories(prefer).addAllAvoidedCategories(avoid);
        object.forEach(word -> preferences.addObjections(purpose(word)));
        FieldMask.Builder mask = FieldMask.newBuilder().addAllPaths(clear);
        preferences.getAllFields().keySet().forEach(field -> mask.addPaths(field.getName()));
        return UpdatePreferencesRequest.newBuilder()
                .setCustomer(customer.name())
                .setPreferences(preferences)
                .setUpdateMask(mask)
                .setRequestId(UUID.randomUUID().toString())
                .build();
    }

    private static Purpose purpose(String word) {
        for (Purpose purpose : Purpose.values()) {
            boolean isIt = purpose != Purpose.PURPOSE_UNSPECIFIED
                    && purpose.name().equals(PURPOSE + word.toUpperCase(Locale.ROOT));
            if (isIt) {
                return purpose;
            }
        }
        throw Problem.usage("--object: " + word + " (expected: personal_recommendations or learning_from_purchases)");
    }

    private Preferences told(GatewayClient client) {
        return client.await(client.customers()
                        .getCustomer(GetCustomerRequest.newBuilder()
                                .setName(customer.name())
                                .build()))
                .getCustomer()
                .getPreferences();
    }

    private static Preferences changed(GatewayClient client, UpdatePreferencesRequest change) {
        return client.await(client.customers().updatePreferences(change)).getPreferences();
    }
}
