package dev.giveback.benchmark.report;

import dev.giveback.benchmark.machine.Machine;
import java.util.List;
import java.util.Map;

/**
 * Everything that one run measured, before anything is concluded from it.
 *
 * @param startTime when it began, ISO 8601
 * @param settings of the run, by name
 * @param database settings of the server, as it told them; empty when it could not be asked
 * @param audits whether the server recorded what it acknowledged
 * @param notMeasured what is missing and why, a sentence each
 */
public record Report(
        String startTime,
        String commandLine,
        Machine machine,
        Map<String, String> settings,
        Map<String, String> database,
        List<ContenderInfo> contenders,
        List<RoundStart> rounds,
        List<Sample> samples,
        List<Audit> audits,
        List<String> notMeasured) {}
