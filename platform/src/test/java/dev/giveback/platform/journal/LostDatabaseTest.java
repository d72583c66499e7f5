package dev.giveback.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import dev.giveback.testkit.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LostDatabaseTest {
    @TempDir
    private Path dataDirectory = Path.of("");

    @Test
    void afterTheDatabaseWasKilledWhatWasAnsweredIsThereAndWritingGoesOn() {
        try (TestServer server = TestServer.start(dataDirectory);
                JournalSystem system = JournalSystem.start(server.createDatabase())) {
            ActorRef<Recorder.Command> recorder = system.recorder("actor");
            system.store(recorder, List.of("before"));

            server.kill();
            TestProbe<String> probe = system.kit().createTestProbe();
            recorder.tell(new Recorder.Store("during", probe.ref()));
            probe.expectTerminated(recorder, Duration.ofSeconds(20));
            probe.expectNoMessage(Duration.ofMillis(100));

            server.restart();
            assertThat(system.stateRead(Recorder.create("actor"))).isEqualTo(Recorder.stateAfter(List.of("before")));
            system.store(system.recorder("actor"), List.of("after"));
            assertThat(system.stateRead(Recorder.create("actor")))
                    .isEqualTo(Recorder.stateAfter(List.of("before", "after")));
        }
    }
}
