package dev.giveback.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The meter registry of a process, with the meters that every process has: memory, garbage collection, threads, classes,
 * processor, open files, uptime and log lines by level.
 */
public final class ProcessMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final LogbackMetrics logLines = new LogbackMetrics();

    private ProcessMetrics() {}

    /** A new registry with the meters of this process bound to it. */
    public static ProcessMetrics start() {
        ProcessMetrics metrics = new ProcessMetrics();
        new JvmMemoryMetrics().bindTo(metrics.registry);
        metrics.garbageCollection.bindTo(metrics.registry);
        new JvmThreadMetrics().bindTo(metrics.registry);
        new ClassLoaderMetrics().bindTo(metrics.registry);
        new ProcessorMetrics().bindTo(metrics.registry);
        new FileDescriptorMetrics().bindTo(metrics.registry);
        new UptimeMetrics().bindTo(metrics.registry);
        metrics.logLines.bindTo(metrics.registry);
        return metrics;
    }

    /** Where other parts of the process register their meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All meters now, in the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }

    /** Takes the listeners off the garbage collector and the log, and closes the registry. */
    @Override
    public void close() {
        garbageCollection.close();
        logLines.close();
        registry.close();
    }
}
