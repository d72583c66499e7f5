package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.enrol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.RotateKeysRequest;
import dev.giveback.loyalty.v1.RotateKeysResponse;
import dev.giveback.loyalty.v1.RotationResult;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Master keys in a file, through the whole service: made, rotated, and missed when they are gone. */
@Timeout(180)
@SuppressWarnings("CheckReturnValue") // Of most calls it is only of interest that they succeed.
final class RotationServiceTest {
    private static final String SUE = "programs/shop/customers/sue";

    @TempDir
    private Path directory;

    private TestDatabase database;
    private RunningLoyalty loyalty;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        file = directory.resolve("master-keys.json");
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database, settings());
        loyalty.programs().createProgram(Requests.program("shop"));
        loyalty.customers().enrollCustomer(enrol(SUE, "enrol"));
        loyalty.customers()
                .updateProfile(UpdateProfileRequest.newBuilder()
                        .setCustomer(SUE)
                        .setRequestId("p")
                        .setProfile(Profile.newBuilder().setGivenName("Susan"))
                        .build());
    }

    private Map<String, Object> settings() {
        return settings(file);
    }

    private static Map<String, Object> settings(Path file) {
        return Map.of(
                TestMasterKeys.SETTING,
                "",
                "giveback.loyalty.privacy.master-keys.file",
                file.toString(),
                "giveback.loyalty.privacy.master-keys.create",
                true);
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private RotationResult rotate(boolean newMasterKey) {
        Iterator<RotateKeysResponse> messages = loyalty.journal()
                .rotateKeys(RotateKeysRequest.newBuilder()
                        .setContext(AdminContext.newBuilder().setReason("every year"))
                        .setNewMasterKey(newMasterKey)
                        .build());
        RotateKeysResponse last = messages.next();
        while (messages.hasNext()) {
            last = messages.next();
        }
        return last.getResult();
    }

    private String name() {
        return loyalty.customers()
                .getProfile(GetProfileRequest.newBuilder().setName(SUE).build())
                .getProfile()
                .getGivenName();
    }

    @Test
    void aNewMasterKeyWrapsAllKeysAndNothingIsLost() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String before = Files.readString(file);

        RotationResult result = rotate(true);

        assertThat(result.getKeysRewrapped()).isEqualTo(1);
        assertThat(result.getKeysLeft()).isZero();
        assertThat(result.getUnusedMasterKeysList()).hasSize(1).doesNotContain(result.getPrimaryMasterKey());
        assertThat(Files.readString(file)).isNotEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        RotationResult again = rotate(false);
        assertThat(again.getKeysRewrapped()).isZero();
        assertThat(again.getKeysLeft()).isEqualTo(1);
        loyalty.close();
        loyalty = RunningLoyalty.start(database, settings());
        assertThat(name()).isEqualTo("Susan");
    }

    @Test
    void withoutTheMasterKeyOfSomeKeyNothingStarts() throws Exception {
        loyalty.close();
        String kept = Files.readString(file);
        Files.delete(file);

        assertThatThrownBy(() -> RunningLoyalty.start(database, settings()))
                .isInstanceOf(StartupException.class)
                .hasMessage("master keys: " + file + " cannot be read");
        assertThat(file).doesNotExist();

        Path other = directory.resolve("other.json");
        RunningLoyalty.start(TestDatabase.create(), settings(other)).close();
        assertThatThrownBy(() -> RunningLoyalty.start(database, settings(other)))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("master keys: [")
                .hasMessageContaining("are not there");

        Files.writeString(file, "{}");
        assertThatThrownBy(() -> RunningLoyalty.start(database, settings()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("is no keyset");
        Files.writeString(file, kept);
        loyalty = RunningLoyalty.start(database, settings());
        assertThat(name()).isEqualTo("Susan");
    }

    @Test
    void withoutAnyMasterKeyNothingStarts() {
        Map<String, Object> none = Map.of(TestMasterKeys.SETTING, "");

        assertThatThrownBy(() -> RunningLoyalty.start(database, none))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("GIVEBACK_MASTER_KEYS_FILE");
    }
}
