package dev.giveback.platform.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.giveback.platform.lifecycle.StartupException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Settings of a process, each read with its type and its limits. Whatever is wrong ends in a {@link StartupException}
 * that names the full key, the value, where the value came from (file and line, or environment variable) and what was
 * expected.
 */
public final class Settings {
    /** How HOCON describes the origin of a value that came from the environment. */
    private static final String ENVIRONMENT = "env variables";

    private final Config config;
    private final String path;

    private Settings(Config config, String path) {
        this.config = config;
        this.path = path;
    }

    /**
     * The settings in these resources of the class path, as {@link SettingsFiles#load} layers them.
     *
     * @param overrides keys and values that win over everything else, as options of a command line do
     * @param resources names without {@code .conf}; an earlier one wins over a later one
     */
    public static Settings load(Map<String, ?> overrides, String... resources) {
        return of(SettingsFiles.load(overrides, List.of(resources)));
    }

    /** Settings over a configuration that is resolved already. */
    public static Settings of(Config config) {
        return new Settings(config, "");
    }

    /** The settings below this key; messages still name the full key. */
    public Settings at(String key) {
        require(key, ConfigValueType.OBJECT, "a group of settings");
        return new Settings(config.getConfig(key), full(key) + ".");
    }

    /** Whether anything is set at this key. */
    public boolean has(String key) {
        return config.hasPath(key);
    }

    /** The configuration itself, for a library that reads it (Akka, Slick). */
    public Config toConfig() {
        return config;
    }

    /** A text that is not blank. */
    public String text(String key) {
        return read(key, "a text", c -> c.getString(key), text -> !text.isBlank());
    }

    /** A text, or empty when the key is absent or its text is blank. */
    public Optional<String> optionalText(String key) {
        return config.hasPath(key)
                ? Optional.of(read(key, "a text", c -> c.getString(key), text -> true))
                        .filter(text -> !text.isBlank())
                : Optional.empty();
    }

    /** A text whose value never shows in a message, a password say; may be empty. */
    public String secret(String key) {
        try {
            return config.getString(key);
        } catch (ConfigException e) {
            throw new StartupException("setting " + full(key) + ": not shown (expected: a text)");
        }
    }

    /** A whole number within limits, both included. */
    public int wholeNumber(String key, int min, int max) {
        return read(
                key,
                "a whole number from " + min + " to " + max,
                c -> c.getInt(key),
                number -> number >= min && number <= max);
    }

    /** A TCP port; 0 lets the system choose a free one. */
    public int port(String key) {
        return wholeNumber(key, 0, 65_535);
    }

    /** A size in bytes within limits, both included; written as {@code 256 KiB} or as a number. */
    public int bytes(String key, int min, int max) {
        return read(
                        key,
                        "a size from " + min + " to " + max + " bytes, as in 64 KiB",
                        c -> c.getBytes(key),
                        size -> size >= min && size <= max)
                .intValue();
    }

    /** A duration within limits, both included; written as {@code 500ms}, {@code 30s} or {@code 5m}. */
    public Duration duration(String key, Duration min, Duration max) {
        return read(
                key,
                "a duration from " + shown(min) + " to " + shown(max) + ", as in 500ms or 30s",
                c -> c.getDuration(key),
                duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0);
    }

    /** True or false. */
    public boolean flag(String key) {
        return read(key, "true or false", c -> c.getBoolean(key), flag -> true);
    }

    /** One of the constants of an enum, in any case, with {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        String name = read(
                key,
                "one of " + names,
                c -> c.getString(key).toLowerCase(Locale.ROOT).replace('_', '-'),
                names::contains);
        return type.getEnumConstants()[names.indexOf(name)];
    }

    /** The texts below a key, by their own keys in alphabetical order. */
    public Map<String, String> texts(String key) {
        Settings group = at(key);
        Map<String, String> texts = new TreeMap<>();
        group.config.root().keySet().forEach(name -> texts.put(name, group.text(ConfigUtil.quoteString(name))));
        return texts;
    }

    private <T> T read(String key, String expected, Function<Config, T> reader, Function<T, Boolean> allowed) {
        T value;
        try {
            value = reader.apply(config);
        } catch (ConfigException | ArithmeticException e) {
            throw wrong(key, expected);
        }
        if (!allowed.apply(value)) {
            throw wrong(key, expected);
        }
        return value;
    }

    private void require(String key, ConfigValueType type, String expected) {
        if (!config.hasPath(key) || config.getValue(key).valueType() != type) {
            throw wrong(key, expected);
        }
    }

    private StartupException wrong(String key, String expected) {
        if (!config.hasPath(key)) {
            return new StartupException("setting " + full(key) + ": not set (expected: " + expected + ")");
        }
        ConfigValue value = config.getValue(key);
        return new StartupException("setting " + full(key) + ": " + value.unwrapped() + " (expected: " + expected
                + "; set by " + origin(value) + ")");
    }

    /**
     * The file and line, or the environment variables that have this value, since HOCON does not tell which one it
     * took.
     */
    private static String origin(ConfigValue value) {
        String description = value.origin().description();
        if (!description.equals(ENVIRONMENT)) {
            return description;
        }
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getValue().equals(value.unwrapped()))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(" or ", "environment variable ", ""));
    }

    private String full(String key) {
        return path + key;
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
