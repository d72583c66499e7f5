package dev.giveback.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    private enum Color {
        RED,
        DARK_BLUE
    }

    @Test
    void readsEachTypeBelowItsGroup() {
        Settings settings = settings("""
                shop.grpc { host = "127.0.0.1", port = 7400, limit = 64 KiB, wait = 500ms, on = true, color = dark-blue }
                shop.targets { loyalty = "127.0.0.1:1", "a.b" = "127.0.0.1:2" }
                """).at("shop");

        Settings grpc = settings.at("grpc");
        assertThat(grpc.text("host")).isEqualTo("127.0.0.1");
        assertThat(grpc.port("port")).isEqualTo(7400);
        assertThat(grpc.bytes("limit", 1, 1 << 20)).isEqualTo(65_536);
        assertThat(grpc.duration("wait", Duration.ZERO, Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(500));
        assertThat(grpc.flag("on")).isTrue();
        assertThat(grpc.choice("color", Color.class)).isEqualTo(Color.DARK_BLUE);
        assertThat(grpc.optionalText("absent")).isEmpty();
        assertThat(settings.texts("targets"))
                .containsExactly(Map.entry("a.b", "127.0.0.1:2"), Map.entry("loyalty", "127.0.0.1:1"));
    }

    @Test
    void aWrongValueIsToldWithKeyValueExpectationAndOrigin() {
        assertThatThrownBy(
                        () -> settings("shop.grpc.port = 70000").at("shop.grpc").port("port"))
                .isInstanceOf(StartupException.class)
                .hasMessage(
                        "setting shop.grpc.port: 70000 (expected: a whole number from 0 to 65535; set by String: 1)");
    }

    @Test
    void aWrongTypeIsToldTheSameWay() {
        Settings settings =
                settings("port = many, wait = soon, limit = 3 parrots, on = perhaps, color = pink, host = \" \"");
        assertWrong(() -> settings.port("port"), "setting port: many (expected: a whole number from 0 to 65535");
        assertWrong(
                () -> settings.duration("wait", Duration.ofMillis(1), Duration.ofSeconds(30)),
                "setting wait: soon (expected: a duration from 1ms to 30s, as in 500ms or 30s");
        assertWrong(
                () -> settings.bytes("limit", 1, 2), "setting limit: 3 parrots (expected: a size from 1 to 2 bytes");
        assertWrong(() -> settings.flag("on"), "setting on: perhaps (expected: true or false");
        assertWrong(
                () -> settings.choice("color", Color.class), "setting color: pink (expected: one of [red, dark-blue]");
        assertWrong(() -> settings.text("host"), "setting host:   (expected: a text");
        assertWrong(() -> settings.at("port"), "setting port: many (expected: a group of settings");
    }

    @Test
    void aMissingSettingIsToldByItsFullKey() {
        assertThatThrownBy(() -> settings("shop.grpc {}").at("shop").at("grpc").text("host"))
                .isInstanceOf(StartupException.class)
                .hasMessage("setting shop.grpc.host: not set (expected: a text)");
    }

    @Test
    void aSecretNeverShowsInAMessage() {
        Settings settings = settings("password = [hunter2]");

        assertThatThrownBy(() -> settings.secret("password"))
                .isInstanceOf(StartupException.class)
                .hasMessage("setting password: not shown (expected: a text)");
    }

    @Test
    void theEnvironmentIsNamedWhenAValueOfItIsWrong() {
        String path = System.getenv("PATH");

        assertThatThrownBy(() -> settings("port = 1, port = ${?PATH}").port("port"))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("setting port: " + path
                        + " (expected: a whole number from 0 to 65535; set by environment variable ")
                .hasMessageContaining("PATH");
    }

    @Test
    void anOverrideWinsOverTheUsersFileAndTheUsersFileOverTheDefaults(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("own.conf"),
                "giveback.platform.grpc { max-resets-per-10s = 7, max-inbound-message = 1 MiB, deadline-cap = 2s }");

        GrpcServerSettings settings = GrpcServerSettings.from(Settings.of(
                SettingsFiles.load(Map.of("giveback.platform.grpc.deadline-cap", "1s"), List.of(), file.toString())));

        assertThat(settings.deadlineCap()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.maxResetsPer10s()).isEqualTo(7);
        assertThat(settings.maxInboundMessageBytes()).isEqualTo(1 << 20);
        assertThat(settings.maxConcurrentCallsPerConnection()).isEqualTo(256);
    }

    @Test
    void aFileThatIsNotThereOrCannotBeReadIsToldClearly(@TempDir Path directory) throws IOException {
        Path absent = directory.resolve("absent.conf");
        Path broken = Files.writeString(directory.resolve("broken.conf"), "a = {");

        assertWrong(
                () -> SettingsFiles.load(Map.of(), List.of(), absent.toString()),
                "GIVEBACK_CONFIG: " + absent + " (expected: a file that can be read)");
        assertWrong(
                () -> SettingsFiles.load(Map.of(), List.of(), broken.toString()),
                "the configuration cannot be read: " + broken);
        assertWrong(
                () -> Settings.load(Map.of(), "no-such-service"), "the configuration cannot be read: no-such-service");
    }

    private static Settings settings(String hocon) {
        return Settings.of(ConfigFactory.parseString(hocon).resolve());
    }

    private static void assertWrong(ThrowingCallable read, String message) {
        assertThatThrownBy(read).isInstanceOf(StartupException.class).hasMessageStartingWith(message);
    }
}
