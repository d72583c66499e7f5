package dev.giveback.loyalty.privacy;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Where the master keys are. One of both is given.
 *
 * @param keyset the keyset itself; empty if it is in a file
 * @param file that holds it; empty if the configuration gives it
 * @param mayCreate whether a missing file is made, as long as no key of a customer needs it
 * @param erasureInterval after which erasures that were left are looked for again
 */
public record PrivacySettings(
        Optional<String> keyset, Optional<String> file, boolean mayCreate, Duration erasureInterval) {
    /** Reads {@code giveback.loyalty.privacy}. */
    public static PrivacySettings from(Settings root) {
        Settings own = root.at("giveback.loyalty.privacy.master-keys");
        String keyset = own.secret("keyset");
        return new PrivacySettings(
                keyset.isEmpty() ? Optional.empty() : Optional.of(keyset),
                own.optionalText("file").filter(file -> !file.isEmpty()),
                own.flag("create"),
                root.at("giveback.loyalty.privacy")
                        .duration("erasure-interval", Duration.ofMillis(10), Duration.ofHours(1)));
    }

    /**
     * The master keys.
     *
     * @param source of the keys that they wrap: each must be wrapped by one that is there
     * @throws StartupException when there are none, or one is missing
     */
    public MasterKeys masterKeys(DataSource source) {
        try {
            List<String> needed = new KeyTable(source).masterKeyIds();
            MasterKeys keys = open(mayCreate && needed.isEmpty());
            Set<String> there = keys.ids();
            needed.removeIf(there::contains);
            if (!needed.isEmpty()) {
                throw new StartupException(
                        "master keys: " + needed + " are not there, and keys of customers are wrapped"
                                + " by them; without them nobody can read what is sealed under those keys");
            }
            return keys;
        } catch (SQLException unread) {
            throw new StartupException("the keys of customers could not be read", unread);
        }
    }

    private MasterKeys open(boolean orNew) {
        if (keyset.isPresent()) {
            return KeysetMasterKeys.ofText(keyset.get());
        }
        if (file.isEmpty()) {
            throw new StartupException("there are no master keys, and personal values are sealed: give a file by"
                    + " GIVEBACK_MASTER_KEYS_FILE, or the keyset itself by GIVEBACK_MASTER_KEYS");
        }
        Path path = Path.of(file.get());
        return orNew ? KeysetMasterKeys.ofFileOrNew(path) : KeysetMasterKeys.ofFile(path);
    }

    /** Says everything but the keyset. */
    @Override
    public String toString() {
        return "PrivacySettings[file=" + file + ", mayCreate=" + mayCreate + "]";
    }
}
