package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.enrol;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.Preferences;
import dev.giveback.loyalty.v1.Purpose;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.UpdatePreferencesRequest;
import dev.giveback.loyalty.v1.UpdatePreferencesResponse;
import dev.giveback.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What customers like, avoid and object to, through the whole service. */
@Timeout(120)
final class PreferencesServiceTest {
    private static final String SUE = "programs/shop/customers/sue";
    private static final String TOM = "programs/shop/customers/tom";
    private static final Preferences ALL = Preferences.newBuilder()
            .addPreferredCategories("Candles")
            .addPreferredCategories("Bags")
            .addAvoidedCategories("Toys")
            .addObjections(Purpose.PURPOSE_PERSONAL_RECOMMENDATIONS)
            .addObjections(Purpose.PURPOSE_LEARNING_FROM_PURCHASES)
            .build();

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        loyalty.programs().createProgram(Requests.program("shop"));
        loyalty.customers().enrollCustomer(enrol(SUE, "enrol"));
        loyalty.customers().enrollCustomer(enrol(TOM, "enrol"));
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private static UpdatePreferencesRequest update(String requestId, Preferences preferences, String... mask) {
        UpdatePreferencesRequest.Builder request = UpdatePreferencesRequest.newBuilder()
                .setCustomer(SUE)
                .setRequestId(requestId)
                .setPreferences(preferences);
        if (mask.length > 0) {
            request.setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)));
        }
        return request.build();
    }

    private Preferences preferences(String customer) {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(customer).build())
                .getCustomer()
                .getPreferences();
    }

    @Test
    void whatIsToldIsReadAgainAfterARestartToo() throws Exception {
        assertThat(preferences(SUE)).isEqualTo(Preferences.getDefaultInstance());
        UpdatePreferencesResponse first = loyalty.customers().updatePreferences(update("p-1", ALL));
        assertThat(first.getPreferences()).isEqualTo(ALL);
        assertThat(preferences(SUE)).isEqualTo(ALL);

        loyalty.close();
        loyalty = RunningLoyalty.start(database);

        assertThat(preferences(SUE)).isEqualTo(ALL);
        assertThat(loyalty.customers().updatePreferences(update("p-1", ALL))).isEqualTo(first);
        Refusal reused = Refusal.of(() -> loyalty.customers()
                .updatePreferences(
                        update("p-1", ALL.toBuilder().clearObjections().build())));
        assertThat(reused.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void theMaskSaysWhatChanges() {
        var unused = loyalty.customers().updatePreferences(update("p-1", ALL));
        Preferences clocks =
                Preferences.newBuilder().addPreferredCategories("Clocks").build();

        assertThat(loyalty.customers().updatePreferences(update("p-2", clocks)).getPreferences())
                .isEqualTo(ALL.toBuilder()
                        .clearPreferredCategories()
                        .addPreferredCategories("Clocks")
                        .build());
        unused = loyalty.customers().updatePreferences(update("p-3", clocks, "objections", "avoided_categories"));
        assertThat(preferences(SUE)).isEqualTo(clocks);
        unused = loyalty.customers().updatePreferences(update("p-4", Preferences.getDefaultInstance(), "*"));
        assertThat(preferences(SUE)).isEqualTo(Preferences.getDefaultInstance());
    }

    @Test
    void whatBreaksARuleIsRefusedWithItsField() {
        assertThat(broken(update("p-1", Preferences.getDefaultInstance()))).startsWith("preferences: ");
        assertThat(broken(update("p-2", ALL, "colour"))).startsWith("update_mask: ");
        assertThat(broken(update(ALL.toBuilder().addAvoidedCategories("Bags"))))
                .startsWith("preferences.avoided_categories: ");
        assertThat(broken(update(ALL.toBuilder().addPreferredCategories("Bags"))))
                .startsWith("preferences.preferred_categories");
        assertThat(broken(update(ALL.toBuilder().addPreferredCategories(""))))
                .startsWith("preferences.preferred_categories");
        assertThat(broken(update(ALL.toBuilder().addObjections(Purpose.PURPOSE_UNSPECIFIED))))
                .startsWith("preferences.objections");
        assertThat(broken(update(ALL.toBuilder().addObjectionsValue(77)))).startsWith("preferences.objections");
        assertThat(preferences(SUE)).isEqualTo(Preferences.getDefaultInstance());
    }

    private static UpdatePreferencesRequest update(Preferences.Builder preferences) {
        return update("p-x", preferences.build());
    }

    private String broken(UpdatePreferencesRequest request) {
        return Refusal.of(() -> loyalty.customers().updatePreferences(request))
                .fields()
                .getFirst();
    }

    @Test
    void aMergeBringsThemAndTheStatementTells() throws Exception {
        var unused = loyalty.customers().updatePreferences(update("p-1", ALL));
        assertThat(loyalty.points()
                        .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                                .setParent(SUE)
                                .build())
                        .getEntries(0)
                        .getType())
                .isEqualTo(StatementEntryType.STATEMENT_ENTRY_TYPE_PREFERENCES_CHANGED);
        var merged = loyalty.customers()
                .mergeCustomers(MergeCustomersRequest.newBuilder()
                        .setSource(SUE)
                        .setTarget(TOM)
                        .setRequestId("merge")
                        .build());
        assertThat(merged.getMergedInto()).isEqualTo(TOM);

        assertThat(preferences(TOM)).isEqualTo(ALL);
        loyalty.close();
        loyalty = RunningLoyalty.start(database);
        assertThat(preferences(TOM)).isEqualTo(ALL);
    }
}
