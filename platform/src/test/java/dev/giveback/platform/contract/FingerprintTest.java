package dev.giveback.platform.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.UpdateProgramRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
    private static final UnknownFieldSet LATER = UnknownFieldSet.newBuilder()
            .addField(9_999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    private static final Program PROGRAM =
            Program.newBuilder().setName("programs/shop").build();
    private static final CreateProgramRequest REQUEST = CreateProgramRequest.newBuilder()
            .setProgram(PROGRAM)
            .setRequestId("one")
            .build();

    @Test
    void theRequestIdDoesNotCount() {
        assertThat(Fingerprint.of(REQUEST.toBuilder().setRequestId("two").build()))
                .isEqualTo(Fingerprint.of(REQUEST));
    }

    @Test
    void everyOtherFieldCounts() {
        assertThat(Fingerprint.of(REQUEST.toBuilder().setValidateOnly(true).build()))
                .isNotEqualTo(Fingerprint.of(REQUEST));
        assertThat(Fingerprint.of(REQUEST.toBuilder()
                        .setProgram(PROGRAM.toBuilder().setBackdatingDays(1))
                        .build()))
                .isNotEqualTo(Fingerprint.of(REQUEST));
    }

    @Test
    void theTypeOfTheRequestCounts() {
        UpdateProgramRequest sameFields =
                UpdateProgramRequest.newBuilder().setProgram(PROGRAM).build();

        assertThat(sameFields.toByteString())
                .isEqualTo(REQUEST.toBuilder().clearRequestId().build().toByteString());
        assertThat(Fingerprint.of(sameFields)).isNotEqualTo(Fingerprint.of(REQUEST));
    }

    @Test
    void fieldsOfALaterContractCountAsContentAndAreNotStored() {
        CreateProgramRequest later = REQUEST.toBuilder()
                .setUnknownFields(LATER)
                .setProgram(PROGRAM.toBuilder().setUnknownFields(LATER))
                .build();

        assertThat(Fingerprint.of(later)).isNotEqualTo(Fingerprint.of(REQUEST));
        assertThat(Fingerprint.of(later))
                .isEqualTo(Fingerprint.of(later.toBuilder().build()));
        assertThat(KnownFields.of(later)).isEqualTo(REQUEST);
    }

    /** The rule written down again: it stands in every stored event, so it must not change. */
    @Test
    void itIsTheBeginningOfASha256() throws Exception {
        GetProgramRequest request =
                GetProgramRequest.newBuilder().setName("programs/shop").build();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("giveback.loyalty.v1.GetProgramRequest\0".getBytes(StandardCharsets.US_ASCII));
        digest.update("\n\rprograms/shop".getBytes(StandardCharsets.US_ASCII));

        assertThat(Fingerprint.of(request))
                .isEqualTo(ByteBuffer.wrap(digest.digest()).getLong());
    }
}
