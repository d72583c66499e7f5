package dev.giveback.torture.flood;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM of this user holds, asked by JMX. Its garbage is collected before, so what is left is what it holds on to. */
final class Vitals implements AutoCloseable {
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final UnixOperatingSystemMXBean system;

    /**
     * What it holds at one moment.
     *
     * @param heapBytes on its heap
     * @param files and connections that are open
     * @param threads of the platform
     */
    record Reading(long heapBytes, long files, int threads) {}

    /** Attaches to the JVM with this process id. */
    @SuppressWarnings("BanJNDI") // What answers is a Giveback that a suite has started.
    Vitals(long pid) throws IOException {
        connector = JMXConnectorFactory.connect(new JMXServiceURL(agentOf(pid)));
        var server = connector.getMBeanServerConnection();
        memory = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        system = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class);
    }

    private static String agentOf(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException impossible) {
            throw new IOException("the JVM " + pid + " cannot be attached to", impossible);
        }
    }

    Reading read() {
        memory.gc();
        return new Reading(
                memory.getHeapMemoryUsage().getUsed(), system.getOpenFileDescriptorCount(), threads.getThreadCount());
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
