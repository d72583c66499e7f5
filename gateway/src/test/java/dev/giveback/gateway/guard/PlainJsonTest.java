package dev.giveback.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.Key;
import org.junit.jupiter.api.Test;

final class PlainJsonTest {
    @Test
    void aTimeThatIsNoneIsLeftOutAndTheRestIsTold() {
        CreateKeyRequest request = CreateKeyRequest.newBuilder()
                .setRequestId("r1")
                .setKey(Key.newBuilder()
                        .setDisplayName("till")
                        .setExpireTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)))
                .build();

        assertThat(PlainJson.of(CreateKeyRequest.getDescriptor(), request.toByteArray()))
                .isEqualTo("{\"requestId\":\"r1\",\"key\":{\"displayName\":\"till\"}}");
    }
}
