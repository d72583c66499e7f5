package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.enrol;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Profiles and free texts through the whole service: sealed before they are stored, opened when they are read. */
@Timeout(120)
final class ProfileServiceTest {
    private static final String SUE = "programs/shop/customers/sue";
    private static final String TOM = "programs/shop/customers/tom";
    private static final Profile ALL = Profile.newBuilder()
            .setDisplayName("Sue S.")
            .setGivenName("Susan")
            .setFamilyName("Smith")
            .setEmail("sue@example.com")
            .setPhone("+44 1632 960000")
            .setBirthDate("1980-02-29")
            .setLanguageCode("en-GB")
            .putAttributes("size", "M")
            .putAttributes("likes", "tea")
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
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private static UpdateProfileRequest update(String requestId, Profile profile, String... mask) {
        UpdateProfileRequest.Builder request = UpdateProfileRequest.newBuilder()
                .setCustomer(SUE)
                .setRequestId(requestId)
                .setProfile(profile);
        if (mask.length > 0) {
            request.setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)));
        }
        return request.build();
    }

    private Profile profile(String customer) {
        return loyalty.customers()
                .getProfile(GetProfileRequest.newBuilder().setName(customer).build())
                .getProfile();
    }

    @Test
    void aCustomerWithoutOneHasAnEmptyProfile() {
        assertThat(profile(SUE)).isEqualTo(Profile.getDefaultInstance());
        assertThat(keys()).isZero();
    }

    @Test
    void whatIsToldIsReadAgainAfterARestartToo() throws Exception {
        var first = loyalty.customers().updateProfile(update("p-1", ALL));
        assertThat(profile(SUE)).isEqualTo(ALL);
        assertThat(keys()).isEqualTo(1);

        loyalty.close();
        loyalty = RunningLoyalty.start(database);

        assertThat(profile(SUE)).isEqualTo(ALL);
        assertThat(loyalty.customers().updateProfile(update("p-1", ALL))).isEqualTo(first);
        Refusal reused = Refusal.of(() -> loyalty.customers()
                .updateProfile(update("p-1", ALL.toBuilder().setPhone("1").build())));
        assertThat(reused.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void theMaskSaysWhatChanges() {
        var unused = loyalty.customers().updateProfile(update("p-1", ALL));
        Profile other = Profile.newBuilder().setEmail("s@example.org").build();

        unused = loyalty.customers().updateProfile(update("p-2", other));
        assertThat(profile(SUE))
                .isEqualTo(ALL.toBuilder().setEmail("s@example.org").build());

        unused = loyalty.customers().updateProfile(update("p-3", other, "phone", "attributes"));
        assertThat(profile(SUE))
                .isEqualTo(ALL.toBuilder()
                        .setEmail("s@example.org")
                        .clearPhone()
                        .clearAttributes()
                        .build());

        unused = loyalty.customers().updateProfile(update("p-4", other, "*"));
        assertThat(profile(SUE)).isEqualTo(other);
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void whatBreaksARuleIsRefusedWithoutItsValue() {
        Refusal email = Refusal.of(() -> loyalty.customers()
                .updateProfile(update(
                        "p-1", Profile.newBuilder().setEmail("not-a-mail").build())));
        assertThat(email.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(email.fields()).singleElement().asString().startsWith("profile.email: must");
        assertThat(email.message()).doesNotContain("not-a-mail");

        assertThat(rule("profile.birth_date", Profile.newBuilder().setBirthDate("29.2.1980")))
                .isTrue();
        assertThat(rule("profile.language_code", Profile.newBuilder().setLanguageCode("english!")))
                .isTrue();
        assertThat(rule("profile.attributes", Profile.newBuilder().putAttributes("", "x")))
                .isTrue();
        assertThat(rule("profile.attributes", Profile.newBuilder().putAttributes("x", "y".repeat(501))))
                .isTrue();
        Profile.Builder many = Profile.newBuilder();
        for (int i = 0; i < 51; i++) {
            many.putAttributes("a" + i, "x");
        }
        assertThat(rule("profile.attributes", many)).isTrue();
        assertThat(rule("profile", Profile.newBuilder())).isTrue();
        Refusal mask = Refusal.of(() -> loyalty.customers().updateProfile(update("p-1", ALL, "e_mail")));
        assertThat(mask.fields()).singleElement().asString().startsWith("update_mask: ");
        assertThat(profile(SUE)).isEqualTo(Profile.getDefaultInstance());
    }

    private boolean rule(String field, Profile.Builder profile) {
        Refusal refusal = Refusal.of(() -> loyalty.customers().updateProfile(update("p-x", profile.build())));
        return refusal.fields().size() == 1 && refusal.fields().getFirst().startsWith(field + ": ");
    }

    @Test
    void anUnknownCustomerHasNone() {
        Refusal refusal = Refusal.of(() -> loyalty.customers()
                .updateProfile(update("p-1", ALL).toBuilder().setCustomer(TOM).build()));
        assertThat(refusal.reason()).isEqualTo("CUSTOMER_NOT_FOUND");
    }

    @Test
    void aRequestThatOnlyValidatesMakesNoKey() {
        var unused = loyalty.customers()
                .updateProfile(
                        update("p-1", ALL).toBuilder().setValidateOnly(true).build());
        assertThat(keys()).isZero();
        assertThat(profile(SUE)).isEqualTo(Profile.getDefaultInstance());
    }

    @Test
    void severalAtOnceMakeOneKey() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String id = "p-" + i;
                calls.add(() -> loyalty.customers().updateProfile(update(id, ALL)));
            }
            for (Future<Object> call : threads.invokeAll(calls)) {
                var unused = call.get();
            }
        }
        assertThat(keys()).isEqualTo(1);
        assertThat(profile(SUE)).isEqualTo(ALL);
    }

    @Test
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void freeTextsAreSealedAndReadAgain() throws Exception {
        loyalty.points()
                .adjustPoints(adjust(SUE, "a-1", 50).toBuilder()
                        .setReason("sorry, Sue")
                        .build());
        RedeemPointsRequest redeem = RedeemPointsRequest.newBuilder()
                .setCustomer(SUE)
                .setRequestId("r-1")
                .setPoints(5)
                .setReference("for her mother")
                .build();
        loyalty.points().redeemPoints(redeem);
        loyalty.points().redeemPoints(redeem);

        List<StatementEntry> entries = statement(SUE);
        assertThat(entries)
                .extracting(StatementEntry::getReference)
                .containsExactly("for her mother", "sorry, Sue", "");
        assertThat(loyalty.points()
                        .listLots(ListLotsRequest.newBuilder().setParent(SUE).build())
                        .getLots(0)
                        .getReference())
                .isEqualTo("sorry, Sue");
        assertThat(journal())
                .doesNotContain("sorry, Sue")
                .doesNotContain("her mother")
                .contains("sealed:");
        Refusal reused = Refusal.of(() -> loyalty.points()
                .redeemPoints(redeem.toBuilder().setReference("for her father").build()));
        assertThat(reused.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void whoIsMergedBringsWhatTheOtherDidNotTell() throws Exception {
        loyalty.customers().enrollCustomer(enrol(TOM, "enrol"));
        loyalty.customers().updateProfile(update("p-1", ALL));
        loyalty.points()
                .adjustPoints(adjust(SUE, "a-1", 50).toBuilder()
                        .setReason("sorry, Sue")
                        .build());
        loyalty.customers()
                .updateProfile(
                        update("p-1", Profile.newBuilder().setGivenName("Tom").build()).toBuilder()
                                .setCustomer(TOM)
                                .build());
        loyalty.customers()
                .mergeCustomers(MergeCustomersRequest.newBuilder()
                        .setSource(SUE)
                        .setTarget(TOM)
                        .setRequestId("m-1")
                        .build());

        assertThat(profile(TOM)).isEqualTo(ALL.toBuilder().setGivenName("Tom").build());
        assertThat(loyalty.points()
                        .listLots(ListLotsRequest.newBuilder().setParent(TOM).build())
                        .getLots(0)
                        .getReference())
                .isEqualTo("sorry, Sue");
        assertThat(Refusal.of(() -> profile(SUE)).reason()).isEqualTo("CUSTOMER_MERGED");
        assertThat(statement(SUE)).extracting(StatementEntry::getReference).contains("sorry, Sue");
        assertThat(statement(SUE))
                .extracting(StatementEntry::getType)
                .contains(StatementEntryType.STATEMENT_ENTRY_TYPE_PROFILE_CHANGED);
    }

    private List<StatementEntry> statement(String customer) {
        return loyalty.points()
                .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                        .setParent(customer)
                        .build())
                .getEntriesList();
    }

    private long keys() {
        return Long.parseLong(query("SELECT count(*)::text FROM customer_key"));
    }

    private String journal() {
        return query("SELECT string_agg(encode(event_payload, 'escape'), ' ') FROM event_journal");
    }

    private String query(String sql) {
        try (Connection connection = database.dataSource("loyalty").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
