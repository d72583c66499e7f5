package dev.giveback.platform.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.giveback.platform.lifecycle.StartupException;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a configuration, the first that knows a key wins: overrides, system properties, the file that
 * {@code GIVEBACK_CONFIG} names, the services' own files, the platform's file, and the {@code reference.conf} of libraries. A
 * service's file lets environment variables win over its defaults by {@code ${?NAME}}.
 */
final class SettingsFiles {
    private static final String OWN_FILE_KEY = "GIVEBACK_CONFIG";
    private static final String PLATFORM_RESOURCE = "giveback-platform";

    private SettingsFiles() {}

    static Config load(Map<String, ?> overrides, List<String> resources) {
        return load(overrides, resources, System.getenv(OWN_FILE_KEY));
    }

    static Config load(Map<String, ?> overrides, List<String> resources, @Nullable String ownFile) {
        try {
            Config config = ConfigFactory.parseMap(overrides, "command line").withFallback(systemProperties());
            if (ownFile != null && !ownFile.isBlank()) {
                config = config.withFallback(file(new File(ownFile)));
            }
            for (String resource : resources) {
                config = config.withFallback(resource(resource));
            }
            return config.withFallback(resource(PLATFORM_RESOURCE))
                    .withFallback(ConfigFactory.defaultReferenceUnresolved())
                    .resolve();
        } catch (ConfigException e) {
            throw new StartupException("the configuration cannot be read: " + e.getMessage(), e);
        }
    }

    private static Config systemProperties() {
        ConfigFactory.invalidateCaches();
        return ConfigFactory.systemProperties();
    }

    private static Config file(File file) {
        if (!file.isFile()) {
            throw new StartupException(OWN_FILE_KEY + ": " + file + " (expected: a file that can be read)");
        }
        return ConfigFactory.parseFile(file, ConfigParseOptions.defaults().setAllowMissing(false));
    }

    private static Config resource(String name) {
        return ConfigFactory.parseResources(
                SettingsFiles.class.getClassLoader(),
                name + ".conf",
                ConfigParseOptions.defaults().setAllowMissing(false));
    }
}
