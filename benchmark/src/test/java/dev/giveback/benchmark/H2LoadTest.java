package dev.giveback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.benchmark.machine.CpuTimes;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class H2LoadTest {
    private static final String PRINTED = """
            finished in 3.00s, 21345.67 req/s, 5.20MB/s
            requests: 64137 total, 64137 started, 64040 done, 64037 succeeded, 3 failed, 2 errored, 1 timeout
            status codes: 64037 2xx, 0 3xx, 0 4xx, 0 5xx
            """;

    private static final String COUNTERS = """
            # TYPE grpc_server_processing_duration_seconds histogram
            grpc_server_processing_duration_seconds_bucket{method="GetCustomer",methodType="UNARY",service="a.CustomerService",statusCode="OK",le="0.001"} 5
            grpc_server_processing_duration_seconds_count{method="GetCustomer",methodType="UNARY",service="a.CustomerService",statusCode="OK"} 1.25E3
            grpc_server_processing_duration_seconds_count{method="GetCustomer",methodType="UNARY",service="a.CustomerService",statusCode="NOT_FOUND"} 7
            grpc_server_processing_duration_seconds_count{method="GetCustomerAt",methodType="UNARY",service="a.CustomerService",statusCode="OK"} 9
            """;

    @Test
    void whatItPrintsIsRead() {
        H2Load.Run run = H2Load.parse(PRINTED, new Histogram(3), 3, new CpuTimes(Map.of()));

        assertThat(run.succeeded()).isEqualTo(64_037);
        assertThat(run.failed()).isEqualTo(6);
        assertThatThrownBy(() -> H2Load.parse("nothing", new Histogram(3), 3, new CpuTimes(Map.of())))
                .hasMessageContaining("no line with its requests");
    }

    @Test
    void aMessageIsFramedAsGrpcPutsItIntoTheBody() {
        assertThat(H2Load.frame(new byte[] {7, 8})).containsExactly(0, 0, 0, 0, 2, 7, 8);
    }

    @Test
    void onlyCallsThatEndedWellAreCountedOfTheServersCounters() {
        assertThat(ServerCounters.endedWell(COUNTERS, "a.CustomerService/GetCustomer"))
                .isEqualTo(1_250);
        assertThat(ServerCounters.endedWell(COUNTERS, "a.OtherService/GetCustomer"))
                .isZero();
    }
}
