package dev.giveback.torture;

import dev.giveback.torture.concurrency.ConcurrencySuite;
import dev.giveback.torture.flood.HostileSuite;
import dev.giveback.torture.flood.OverloadSuite;
import dev.giveback.torture.fuzz.FuzzSuite;
import dev.giveback.torture.guessing.GuessingSuite;
import dev.giveback.torture.process.BackupSuite;
import dev.giveback.torture.process.DurabilitySuite;
import dev.giveback.torture.process.ErasureSuite;
import dev.giveback.torture.process.HistorySuite;
import dev.giveback.torture.process.IoFaultSuite;
import dev.giveback.torture.process.KillSuite;
import dev.giveback.torture.process.NetworkSuite;
import dev.giveback.torture.process.SoakSuite;
import dev.giveback.torture.process.WritersSuite;
import dev.giveback.torture.simulation.ClockSuite;
import dev.giveback.torture.simulation.CrashSuite;
import dev.giveback.torture.simulation.RepeatSuite;
import dev.giveback.torture.simulation.SimulationSuite;
import dev.giveback.torture.suite.Suite;
import java.util.List;

/** All suites there are, by their numbers. */
final class Suites {
    private Suites() {}

    static List<Suite> all() {
        return List.of(
                new SimulationSuite(),
                new CrashSuite(),
                new RepeatSuite(),
                new HistorySuite(),
                new KillSuite(),
                new DurabilitySuite(),
                new IoFaultSuite(),
                new NetworkSuite(),
                new WritersSuite(),
                new ClockSuite(),
                new OverloadSuite(),
                new HostileSuite(),
                new FuzzSuite(),
                new GuessingSuite(),
                new ErasureSuite(),
                new ConcurrencySuite(),
                new SoakSuite(),
                new BackupSuite());
    }
}
